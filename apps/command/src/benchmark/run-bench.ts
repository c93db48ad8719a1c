import { type NoiseModel, parseNoise } from '@cleargrain/core';
import { findModel, shippedModels, UsageError, writeFileAtomic } from '@cleargrain/node';
import { checkFigureName, writeFigure } from '../comparison/write-figure.js';
import { openSet } from '../evaluation/open-set.js';
import { exitCodes } from '../exit-codes.js';
import { complain } from '../terminal/complain.js';
import { deviceOption } from '../terminal/device-option.js';
import { integerOption, numberOption } from '../terminal/number-option.js';
import { printJson } from '../terminal/print-json.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { benchFigure } from './bench-figure.js';
import { withoutPaths } from './bench-report.js';
import { measureBench } from './measure-bench.js';
import { readBenchReport } from './read-bench-report.js';
import { showBench } from './show-bench.js';

export interface BenchCommandOptions {
  readonly model?: readonly string[];
  readonly peer?: readonly string[];
  readonly size?: readonly string[];
  readonly rounds: string;
  readonly data?: string;
  readonly noise: string;
  readonly kept?: string;
  readonly output?: string;
  readonly save?: string;
  readonly device: string;
  readonly json?: boolean;
}

function oneNoise(text: string): NoiseModel {
  const models = parseNoise(text);
  if (models.length !== 1) throw new UsageError(`expected one level for --noise, received ${text}`);
  return models[0]!;
}

/** Options that say what to measure have no place where nothing is measured. */
function checkKept({ kept, data, size, model, peer }: BenchCommandOptions): void {
  if (kept === undefined) return;
  if (size !== undefined) throw new UsageError('--size: expected without --kept, whose speeds have their sizes');
  if (data === undefined && (model ?? peer) !== undefined)
    throw new UsageError('--model and --peer: expected beside --kept only with --data');
}

/** Measures as the command line says; returns the exit code. */
export async function runBench(options: BenchCommandOptions, signal: AbortSignal): Promise<number> {
  const { output, data, peer: peers = [] } = options;
  const megapixels = (options.size ?? ['1', '4', '24']).map((size) => numberOption('size', size, 0.01, 400)!);
  const rounds = integerOption('rounds', options.rounds, 1, 1000)!;
  const device = deviceOption(options.device);
  const noise = oneNoise(options.noise);
  checkKept(options);
  if (output !== undefined) checkFigureName(output);
  const kept = options.kept === undefined ? undefined : await readBenchReport(options.kept);
  if (output !== undefined && data === undefined && !kept?.quality.length)
    throw new UsageError('--output: expected --data, for the quality that the figure shows');
  const models = [...new Set([...(options.model ?? (await shippedModels())), ...peers])];
  for (const model of models) await findModel(model);

  const line = new ProgressLine();
  const onStep = (text: string) => line.update(text);
  try {
    const set = data === undefined ? undefined : await openSet(data, signal);
    const failed = set?.failed ?? [];
    for (const { error } of failed) complain(error);
    if (set?.images.length === 0) return exitCodes.failed;
    const report = await measureBench({ models, peers, megapixels, rounds, set, noise, device, kept, signal, onStep });
    line.clear();
    if (options.json) printJson({ ...report, failed });
    else process.stdout.write(showBench(report));
    // Last: what was measured is not lost with a file that cannot be written.
    if (output !== undefined) await writeFigure(output, await benchFigure(report), signal);
    if (options.save !== undefined) await writeFileAtomic(options.save, `${JSON.stringify(withoutPaths(report), null, 1)}\n`, { signal });
    return failed.length > 0 ? exitCodes.failed : exitCodes.ok;
  } finally {
    line.clear();
  }
}
