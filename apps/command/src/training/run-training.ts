import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { flatten, integerIn, oneOf, readModel, readParameters, unflatten, writeModel } from '@cleargrain/core';
import { createEngine, expandInputs, UsageError, writeFileAtomic } from '@cleargrain/node';
import { type Checkpoint, parseRecipe, photographImage, type Recipe, readCheckpoint, train, writeCheckpoint } from '@cleargrain/train';
import { ProgressLine } from '../terminal/progress-line.js';
import { showDuration } from '../terminal/show-duration.js';

import { loadPhotographs } from './load-photographs.js';

export interface TrainCommandOptions {
  readonly data: readonly string[];
  readonly output: string;
  readonly validation?: readonly string[];
  readonly resume?: boolean;
  readonly from?: string;
  readonly steps?: string;
  readonly seed?: string;
  readonly device: string;
  readonly describe?: string;
  readonly json?: boolean;
}

/** The exercise's network, for a training without a recipe. */
const exerciseRecipe = { network: { architecture: 'plain', channels: 1, widths: [8, 16, 8, 4] } };

async function readRecipe(file: string | undefined, { steps, seed }: TrainCommandOptions): Promise<Recipe> {
  let fields: object = exerciseRecipe;
  if (file !== undefined) {
    const text = await readFile(file, 'utf8').catch(() => {
      throw new UsageError(`${file}: expected a recipe that can be read`);
    });
    try {
      fields = JSON.parse(text) as object;
    } catch (error) {
      throw new UsageError(`${file}: expected JSON: ${error instanceof Error ? error.message : error}`);
    }
  }
  const changes = {
    ...(steps === undefined ? {} : { steps: integerIn('steps', Number(steps), 1, 1e8) }),
    ...(seed === undefined ? {} : { seed: integerIn('seed', Number(seed), 0, Number.MAX_SAFE_INTEGER) }),
  };
  return parseRecipe({ ...fields, ...changes });
}

async function filesOf(option: string, inputs: readonly string[]): Promise<string[]> {
  const { files: found, failed } = await expandInputs(inputs);
  if (failed.length > 0) throw new UsageError(`--${option}: ${failed[0]!.input}: ${failed[0]!.error}`);
  if (found.length === 0) throw new UsageError(`--${option}: expected pictures, found none in ${inputs.join(', ')}`);
  return found.map(({ file }) => file);
}

async function readCheckpointFile(file: string): Promise<Checkpoint> {
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`--resume: expected a checkpoint at ${file}, found none`);
  });
  try {
    return readCheckpoint(bytes);
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}

async function readInitial(file: string, recipe: Recipe): Promise<Float32Array> {
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`--from: expected a model that can be read, received ${file}`);
  });
  if (!readModel(file, bytes)?.network) throw new UsageError(`--from: expected a model that cleargrain trained, received ${file}`);
  try {
    return flatten(recipe.network, readParameters(bytes));
  } catch (error) {
    throw new UsageError(`--from ${file}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Trains as the command line says; returns the exit code. */
export async function runTraining(config: string | undefined, options: TrainCommandOptions, signal: AbortSignal): Promise<number> {
  const { output } = options;
  const device = oneOf('device', options.device, ['auto', 'cpu', 'webgpu', 'cuda']);
  if (!output.endsWith('.onnx')) throw new UsageError(`expected a file that ends in .onnx for --output, received ${output}`);
  const checkpointFile = output.replace(/\.onnx$/, '.checkpoint');
  const resume = options.resume ? await readCheckpointFile(checkpointFile) : undefined;
  if (!resume && existsSync(checkpointFile)) {
    throw new UsageError(`${checkpointFile} is there from an earlier run: carry it on with --resume, or remove it`);
  }
  const recipe = resume ? resume.recipe : await readRecipe(config, options);
  const initial = options.from === undefined || resume ? undefined : await readInitial(options.from, recipe);
  await mkdir(path.dirname(path.resolve(output)), { recursive: true });

  const all = await filesOf('data', options.data);
  const heldOut = options.validation ? await filesOf('validation', options.validation) : all.filter((_, index) => index % 20 === 19);
  const files = all.filter((file) => !heldOut.includes(file));
  const line = new ProgressLine();
  const { channels } = recipe.network;
  const photographs = await loadPhotographs(files, channels, signal, (done) =>
    line.update(`Reading photographs  ${done} of ${files.length}`),
  );
  const validation = (await loadPhotographs(heldOut, channels, signal, () => {})).map(photographImage);

  const engine = await createEngine({ device });
  const writeModelOf = (checkpoint: Checkpoint) => {
    const training = {
      recipe: { ...recipe },
      steps: checkpoint.step,
      hours: checkpoint.seconds / 3600,
      machine: `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores; ${engine.description}`,
      data: options.describe ?? `${photographs.length} pictures`,
      history: checkpoint.history,
    };
    const parameters = unflatten(recipe.network, checkpoint.state.average);
    return writeFileAtomic(output, writeModel({ network: recipe.network, parameters, training }));
  };
  let lastPoint = resume?.history.length ?? 0;
  try {
    const checkpoint = await train({
      engine,
      recipe,
      photographs,
      validation,
      ...(resume ? { resume } : {}),
      ...(initial ? { initial } : {}),
      signal,
      onProgress({ step, steps, loss, stepsPerSecond, remaining, psnr }) {
        const figures = psnr === undefined ? '' : `  validation ${psnr.toFixed(2)} dB`;
        line.update(
          `step ${step} of ${steps}  loss ${loss.toFixed(5)}${figures}  ${stepsPerSecond.toFixed(1)} steps/s  ${showDuration(remaining)} left`,
        );
      },
      async onCheckpoint(present) {
        await writeFileAtomic(checkpointFile, writeCheckpoint(present));
        await writeModelOf(present);
        for (const { step, loss, psnr } of present.history.slice(lastPoint)) {
          line.clear();
          if (!options.json) process.stdout.write(`${step}\t${loss.toFixed(5)}${psnr === undefined ? '' : `\t${psnr.toFixed(3)} dB`}\n`);
        }
        lastPoint = present.history.length;
      },
    });
    await writeModelOf(checkpoint);
    await rm(checkpointFile, { force: true });
    line.clear();
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ model: output, steps: checkpoint.step, seconds: checkpoint.seconds, heldOut, history: checkpoint.history })}\n`,
      );
    else process.stdout.write(`${output}: ${checkpoint.step} steps in ${showDuration(checkpoint.seconds)}\n`);
    return 0;
  } finally {
    line.clear();
    await engine.close();
  }
}
