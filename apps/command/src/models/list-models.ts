import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Model, readModel } from '@cleargrain/core';
import { findModel, modelsFolder, shippedModels } from '@cleargrain/node';
import type { SetResult } from '../evaluation/set-result.js';
import { exitCodes } from '../exit-codes.js';
import { printJson } from '../terminal/print-json.js';
import { showTable } from '../terminal/show-table.js';

/** The measured figures beside a model file; none where it was not measured. */
async function resultsOf(name: string): Promise<readonly SetResult[]> {
  const text = await readFile(path.join(modelsFolder(), `${name}.json`), 'utf8').catch(() => undefined);
  return text === undefined ? [] : (JSON.parse(text) as { results: SetResult[] }).results;
}

const sigmas = ['gaussian:15', 'gaussian:25', 'gaussian:50'];

/** Means on the Berkeley set of the model's kind, float input. */
function figuresOf({ channels }: Model, results: readonly SetResult[]): (number | undefined)[] {
  const set = channels === 1 ? 'BSD68' : 'CBSD68';
  return sigmas.map((noise) => results.find((result) => result.data === set && result.noise === noise && !result.clipped)?.psnr);
}

/** Prints the models that ship; returns the exit code. */
export async function listModels(json = false): Promise<number> {
  const models = await Promise.all(
    (await shippedModels()).map(async (name) => {
      const { bytes } = await findModel(name);
      const model = readModel(name, bytes)!;
      const { channels, parameters = 0, multiplicationsPerPixel = 0 } = model;
      return {
        name,
        channels,
        parameters,
        gmac: (multiplicationsPerPixel * 65536) / 1e9,
        bytes: bytes.length,
        licence: 'MIT',
        psnr: figuresOf(model, await resultsOf(name)),
      };
    }),
  );
  if (json) printJson({ models });
  else {
    const rows = models.map(({ name, channels, parameters, gmac, bytes, psnr }) => [
      name,
      channels === 1 ? 'grey' : 'colour',
      parameters.toLocaleString('en'),
      gmac.toFixed(2),
      `${(bytes / 1e3).toFixed(0)} kB`,
      psnr.map((value) => value?.toFixed(2) ?? '–').join(' / '),
    ]);
    process.stdout.write(
      showTable(['model', 'pictures', 'parameters', 'GMAC at 256²', 'file', 'PSNR at σ 15 / 25 / 50 (BSD68, CBSD68)'], rows),
    );
  }
  return exitCodes.ok;
}
