import path from 'node:path';
import { type EvaluationImage, type EvaluationResult, evaluate, type NoiseModel, oneOf, parseNoise } from '@cleargrain/core';
import {
  createEngine,
  expandInputs,
  findModel,
  modelsFolder,
  openModel,
  shippedModels,
  UsageError,
  writeFileAtomic,
} from '@cleargrain/node';
import { readWhole } from '../batch/read-whole.js';
import { exitCodes } from '../exit-codes.js';
import { integerOption } from '../terminal/number-option.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { showProgress } from '../terminal/show-progress.js';
import { showTable } from '../terminal/show-table.js';
import { writeCard } from './card.js';

export interface EvaluateCommandOptions {
  readonly model: string;
  readonly data: readonly string[];
  readonly noise: readonly string[];
  readonly clip?: boolean;
  readonly seed: string;
  readonly card?: boolean;
  readonly device: string;
  readonly json?: boolean;
}

/** One noise on one set. */
export interface SetResult extends EvaluationResult {
  /** The set: the name of its folder. */
  readonly data: string;
}

interface TestSet {
  readonly name: string;
  readonly images: readonly EvaluationImage[];
}

async function openSet(folder: string): Promise<TestSet> {
  const { files, failed } = await expandInputs([folder]);
  if (failed.length > 0) throw new UsageError(`--data: ${failed[0]!.error}`);
  const images = files.map(({ file, relative }) => ({ name: relative, read: async () => (await readWhole(file)).image }));
  return { name: path.basename(path.resolve(folder)), images };
}

async function modelFile(name: string): Promise<string> {
  return (await shippedModels()).includes(name) ? path.join(modelsFolder(), `${name}.onnx`) : name;
}

/** Evaluates as the command line says; returns the exit code. */
export async function runEvaluate(options: EvaluateCommandOptions, signal: AbortSignal): Promise<number> {
  const noises: NoiseModel[] = options.noise.flatMap(parseNoise);
  const seed = integerOption('seed', options.seed, 0, Number.MAX_SAFE_INTEGER)!;
  const device = oneOf('device', options.device, ['auto', 'cpu', 'webgpu', 'cuda']);
  const { name, bytes } = await findModel(options.model);
  const sets = await Promise.all(options.data.map(openSet));
  const line = new ProgressLine();
  const engine = await createEngine({ device });
  try {
    const model = await openModel(name, bytes, engine);
    if (options.card && model.network === undefined)
      throw new UsageError(`--card: expected a model that cleargrain trained, received ${name}`);
    const session = await engine.load(model.bytes);
    const results: SetResult[] = [];
    for (const { name: data, images } of sets) {
      for (const clip of options.clip ? [false, true] : [false]) {
        const evaluation = await evaluate(images, noises, model, session, {
          seed,
          clip,
          signal,
          onProgress: (progress) => line.update(`${data}${clip ? ' clipped' : ''}  ${showProgress(progress)}`),
        });
        results.push(...evaluation.results.map((result) => ({ data, ...result })));
      }
    }
    line.clear();
    const report = { model: model.name, data: sets.map((set) => set.name).join(', '), results };
    if (options.card) {
      const base = (await modelFile(options.model)).replace(/\.onnx$/, '');
      await writeFileAtomic(`${base}.json`, new TextEncoder().encode(`${JSON.stringify(report, null, 1)}\n`));
      await writeFileAtomic(`${base}.md`, new TextEncoder().encode(writeCard(path.basename(base), model, results)));
    }
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else process.stdout.write(showResults(results));
    return exitCodes.ok;
  } finally {
    line.clear();
    await engine.close();
  }
}

function showResults(results: readonly SetResult[]): string {
  return showTable(
    ['set', 'noise', 'input', 'PSNR', 'SSIM', 'pictures'],
    results.map(({ data, noise, clipped, psnr, ssim, images }) => [
      data,
      noise,
      clipped ? '8-bit' : 'float',
      `${psnr.toFixed(2)} dB`,
      ssim.toFixed(4),
      String(images.length),
    ]),
  );
}
