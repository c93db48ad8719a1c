import path from 'node:path';
import { type Model, readModel } from '@cleargrain/core';
import { findModel, modelsFolder } from '@cleargrain/node';
import { readReport } from '../evaluation/read-report.js';
import type { SetResult } from '../evaluation/set-result.js';

/** A model that ships, as `--json` prints it. */
export interface ModelDescription {
  readonly name: string;
  readonly channels: 1 | 3;
  readonly parameters: number;
  /** Multiplications of all convolutions for 256×256 pixels, in 10⁹. */
  readonly gmac: number;
  /** Size of the file. */
  readonly bytes: number;
  readonly licence: string;
  /** Mean PSNR in dB at σ 15, 25 and 50 on BSD68 or, for colour, CBSD68, float input; undefined where it was not measured. */
  readonly psnr: readonly (number | undefined)[];
}

const noises = ['gaussian:15', 'gaussian:25', 'gaussian:50'];

function figuresOf({ channels }: Model, results: readonly SetResult[]): (number | undefined)[] {
  const set = channels === 1 ? 'BSD68' : 'CBSD68';
  return noises.map((noise) => results.find((result) => result.data === set && result.noise === noise && !result.clipped)?.psnr);
}

/** Describes a model that ships, from its file and the figures beside it. */
export async function describeModel(name: string): Promise<ModelDescription> {
  const { bytes } = await findModel(name);
  const model = readModel(name, bytes)!;
  const { channels, parameters = 0, multiplicationsPerPixel = 0 } = model;
  const gmac = (multiplicationsPerPixel * 65536) / 1e9;
  const report = await readReport(path.join(modelsFolder(), `${name}.json`));
  return { name, channels, parameters, gmac, bytes: bytes.length, licence: 'MIT', psnr: figuresOf(model, report?.results ?? []) };
}
