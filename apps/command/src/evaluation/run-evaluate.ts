import { checkModel, evaluate, loadGraphs, type NoiseModel, parseNoise } from '@cleargrain/core';
import { createEngine, findModel, openModel, UsageError } from '@cleargrain/node';
import { exitCodes } from '../exit-codes.js';
import { complain } from '../terminal/complain.js';
import { deviceOption } from '../terminal/device-option.js';
import { integerOption } from '../terminal/number-option.js';
import { printJson } from '../terminal/print-json.js';
import { printLine } from '../terminal/print-line.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { showProgress } from '../terminal/show-progress.js';
import { findCardPlace } from './find-card-place.js';
import { openSet, type TestSet } from './open-set.js';
import { saveCard } from './save-card.js';
import type { SetResult } from './set-result.js';
import { showResults } from './show-results.js';

export interface EvaluateCommandOptions {
  readonly model: string;
  readonly data?: readonly string[];
  readonly noise?: readonly string[];
  readonly clip?: boolean;
  readonly seed: string;
  readonly card?: boolean;
  readonly device: string;
  readonly json?: boolean;
}

/** What a card also says: a clean picture, and noise beyond the range of the training. */
const cardNoises = ['gaussian:0', 'gaussian:75'];

function noisesOf({ data, noise, card, clip }: EvaluateCommandOptions): NoiseModel[] {
  if (data === undefined && noise === undefined && clip === undefined && card) return [];
  if (data === undefined) throw new UsageError('expected sets of clean pictures for --data');
  if (noise === undefined) throw new UsageError('expected a noise such as gaussian:15,25,50 for --noise');
  const asked = noise.flatMap(parseNoise);
  const added = card ? cardNoises.flatMap(parseNoise).filter(({ name }) => asked.every((model) => model.name !== name)) : [];
  return [...asked, ...added];
}

/** Evaluates as the command line says; returns the exit code. */
export async function runEvaluate(options: EvaluateCommandOptions, signal: AbortSignal): Promise<number> {
  const noises = noisesOf(options);
  const seed = integerOption('seed', options.seed, 0, Number.MAX_SAFE_INTEGER)!;
  const device = deviceOption(options.device);
  const { name, bytes } = await findModel(options.model);
  const place = options.card ? await findCardPlace(options.model) : undefined;
  const sets: TestSet[] = [];
  for (const folder of options.data ?? []) sets.push(await openSet(folder, signal));
  const failed = sets.flatMap((set) => set.failed);
  for (const { error } of failed) complain(error);
  if (options.card && failed.length > 0)
    throw new UsageError(`--card: expected sets whose pictures can all be read, received ${failed.length} that cannot`);
  const line = new ProgressLine();
  const engine = await createEngine({ device });
  try {
    const model = await openModel(name, bytes, engine);
    if (options.card && model.network === undefined)
      throw new UsageError(`--card: expected a model that cleargrain trained, received ${name}`);
    const session = await loadGraphs(model, engine).floats();
    const results: SetResult[] = [];
    for (const { name: data, images } of sets.filter((set) => set.images.length > 0)) {
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
    if (options.json) printJson({ ...report, failed });
    else if (results.length > 0) process.stdout.write(showResults(results));
    // Last: the figures, which may be the work of hours, are not lost with it.
    if (place !== undefined) {
      line.update('Measuring what else the card says');
      const checks = await checkModel(model, session, { signal });
      line.clear();
      const written = await saveCard(place, model, { ...report, checks });
      if (!options.json) for (const file of written) printLine(`${file} written`);
    }
    if (results.length === 0 && !options.json) printLine(`${options.model}: what needs no sets is measured anew in its card`);
    return failed.length > 0 ? exitCodes.failed : exitCodes.ok;
  } finally {
    line.clear();
    await engine.close();
  }
}
