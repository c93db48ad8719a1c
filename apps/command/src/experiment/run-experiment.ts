import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { integerIn, invalid, oneOf } from '@cleargrain/core';
import { createEngine, expandInputs, type FailedInput, UsageError } from '@cleargrain/node';
import { experiment, type NamedImage } from '@cleargrain/train';
import { readWhole } from '../batch/read-whole.js';
import { exitCodes } from '../exit-codes.js';
import { integerOption, numberOption } from '../terminal/number-option.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { showDuration } from '../terminal/show-duration.js';
import { writeResults } from './write-results.js';

export interface ExperimentCommandOptions {
  readonly output: string;
  readonly size: string;
  readonly gray?: boolean;
  readonly color?: boolean;
  readonly gaussian: string;
  readonly layers: string;
  readonly epochs?: string;
  readonly data?: readonly string[];
  readonly seed: string;
  readonly device: string;
  readonly json?: boolean;
}

function parseSize(text: string): { width: number; height: number } {
  const match = /^(\d+)[x×](\d+)$/.exec(text);
  if (!match) throw invalid('size', 'WIDTHxHEIGHT in pixels', text);
  const [width, height] = [Number(match[1]), Number(match[2])];
  return { width: integerIn('size', width, 16, 4096), height: integerIn('size', height, 16, 4096) };
}

function parseLayers(text: string): number[] {
  return text.split(',').map((width) => {
    if (!/^\s*\d+\s*$/.test(width)) throw invalid('layers', 'widths such as 8,16,8,4', text);
    return integerIn('layers', Number(width), 1, 1024);
  });
}

/** Reads pictures under names of their own: `a/x.png` and `b/x.png` become x and x-2. */
async function readNamed(inputs: readonly string[], signal: AbortSignal) {
  const { files, failed } = await expandInputs(inputs);
  const failures: FailedInput[] = [...failed];
  const images: NamedImage[] = [];
  const taken = new Map<string, number>();
  for (const { file } of files) {
    signal.throwIfAborted();
    try {
      const { image } = await readWhole(file);
      const stem = path.parse(file).name;
      const count = (taken.get(stem) ?? 0) + 1;
      taken.set(stem, count);
      images.push({ name: count === 1 ? stem : `${stem}-${count}`, image });
    } catch (error) {
      failures.push({ input: file, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { images, failures };
}

/** Runs the exercise as the command line says; returns the exit code. */
export async function runExperiment(inputs: readonly string[], options: ExperimentCommandOptions, signal: AbortSignal): Promise<number> {
  if (options.gray && options.color) throw new UsageError('expected either --gray or --color, received both');
  const settings = {
    size: parseSize(options.size),
    gray: !options.color,
    sigma: numberOption('gaussian', options.gaussian, 0.1, 255)!,
    layers: parseLayers(options.layers),
    epochs: integerOption('epochs', options.epochs, 1, 1e6),
    seed: integerOption('seed', options.seed, 0, Number.MAX_SAFE_INTEGER)!,
  };
  const device = oneOf('device', options.device, ['auto', 'cpu', 'webgpu', 'cuda']);
  const { images, failures } = await readNamed(inputs, signal);
  for (const { error } of failures) process.stderr.write(`cleargrain: ${error}\n`);
  if (images.length === 0) return exitCodes.failed;
  const training = options.data && (await readNamed(options.data, signal));
  if (training && training.failures.length > 0) throw new UsageError(`--data: ${training.failures[0]!.error}`);
  await mkdir(options.output, { recursive: true }).catch(() => {
    throw new UsageError(`expected a folder for --output, received ${options.output}`);
  });

  const line = new ProgressLine();
  const engine = await createEngine({ device });
  try {
    const result = await experiment({
      ...settings,
      engine,
      images,
      trainingImages: training?.images,
      signal,
      onTraining: ({ step, steps, loss, stepsPerSecond, remaining }) =>
        line.update(
          `Training  step ${step} of ${steps}  loss ${loss.toExponential(2)}  ${stepsPerSecond.toFixed(1)} steps/s  ${showDuration(remaining)} left`,
        ),
    });
    line.update('Writing results');
    const { json, markdown } = await writeResults(options.output, result, { ...settings, device: engine.description, failed: failures });
    line.clear();
    process.stdout.write(options.json ? `${json}\n` : `${markdown}\nWritten to ${options.output}\n`);
    return failures.length > 0 ? exitCodes.failed : exitCodes.ok;
  } finally {
    line.clear();
    await engine.close();
  }
}
