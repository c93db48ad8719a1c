import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { measureNetwork, oneOf } from '@cleargrain/core';
import { createEngine, UsageError, writeFileAtomic } from '@cleargrain/node';
import { type Checkpoint, photographImage, type Recipe, train, writeCheckpoint } from '@cleargrain/train';
import { makeOutputFolder } from '../batch/make-output-folder.js';
import { refuseInputAsOutput } from '../batch/refuse-input-as-output.js';
import { exitCodes } from '../exit-codes.js';
import { complain } from '../terminal/complain.js';
import { integerOption, numberOption } from '../terminal/number-option.js';
import { printJson } from '../terminal/print-json.js';
import { printLine } from '../terminal/print-line.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { showDuration } from '../terminal/show-duration.js';
import { expectSameData } from './expect-same-data.js';
import { findData, type TrainingFiles } from './find-data.js';
import { loadPhotographs } from './load-photographs.js';
import { modelOf } from './model-of.js';
import { readInitial } from './read-initial.js';
import { readRecipe } from './read-recipe.js';
import { readResumed } from './read-resumed.js';
import { visibleReachOf } from './visible-reach-of.js';

export interface TrainCommandOptions {
  readonly data: readonly string[];
  readonly output: string;
  readonly validation?: readonly string[];
  readonly resume?: boolean;
  readonly from?: string;
  readonly steps?: string;
  readonly seed?: string;
  readonly device: string;
  readonly threads?: string;
  readonly checkpointEvery: string;
  readonly describe?: string;
  readonly json?: boolean;
}

function changesOf({ steps, seed }: TrainCommandOptions) {
  return {
    ...(steps !== undefined && { steps: integerOption('steps', steps, 1, 1e8)! }),
    ...(seed !== undefined && { seed: integerOption('seed', seed, 0, Number.MAX_SAFE_INTEGER)! }),
  };
}

async function loadData({ files, heldOut }: TrainingFiles, { network, phases }: Recipe, signal: AbortSignal, line: ProgressLine) {
  const { channels } = network;
  const atLeast = Math.max(...phases.map(({ crop }) => crop));
  const onFile = (done: number) => line.update(`Reading photographs  ${done} of ${files.length}`);
  const learnt = await loadPhotographs(files, { channels, atLeast, limit: "the recipe's largest crop", signal, onFile });
  const unseen = await loadPhotographs(heldOut, {
    channels,
    atLeast: measureNetwork(network).alignment,
    limit: 'the least that the network takes',
    signal,
  });
  line.clear();
  return {
    photographs: learnt.photographs,
    validation: unseen.photographs.map(photographImage),
    failed: [...learnt.failed, ...unseen.failed],
  };
}

/** Trains as the command line says; returns the exit code. */
export async function runTraining(config: string | undefined, options: TrainCommandOptions, signal: AbortSignal): Promise<number> {
  const { output, json } = options;
  const threads = integerOption('threads', options.threads, 1, 256);
  const checkpointEvery = numberOption('checkpoint-every', options.checkpointEvery, 0, 1e6);
  const device = oneOf('device', options.device, ['auto', 'cpu', 'webgpu', 'cuda']);
  if (!output.endsWith('.onnx')) throw new UsageError(`expected a file that ends in .onnx for --output, received ${output}`);
  const checkpointFile = output.replace(/\.onnx$/, '.checkpoint');
  const changes = changesOf(options);
  const resume = options.resume ? await readResumed(checkpointFile, output, config, changes) : undefined;
  if (!resume && existsSync(checkpointFile))
    throw new UsageError(`${checkpointFile} is there from an earlier run: expected --resume to carry it on, or its removal`);
  const recipe = resume?.recipe ?? (await readRecipe(config, changes));
  const initial = options.from === undefined || resume ? undefined : await readInitial(options.from, recipe);
  if (options.from !== undefined) await refuseInputAsOutput([options.from], [output]);
  const data = await findData(options.data, options.validation);
  if (resume) expectSameData(checkpointFile, resume, data.fingerprint);
  await makeOutputFolder(path.dirname(output));

  const line = new ProgressLine();
  const engine = await createEngine({ device, threads });
  try {
    const { photographs, validation, failed: unread } = await loadData(data, recipe, signal, line);
    const failed = [...data.failed, ...unread];
    for (const { error } of failed) complain(error);
    if (photographs.length === 0) {
      if (json) printJson({ model: output, steps: 0, failed });
      return exitCodes.failed;
    }
    if (!json) {
      const heldOut = validation.length === 0 ? 'none held out for a validation figure' : `${validation.length} held out`;
      const from = resume ? `, from step ${resume.step}` : '';
      printLine(`${output}: learning from ${photographs.length} pictures, ${heldOut}, on ${engine.description}${from}`);
    }
    const before = resume?.before ?? initial?.before;
    const bytesOf = (checkpoint: Checkpoint, visibleReach?: number) =>
      modelOf(
        { ...checkpoint, ...(before && { before }) },
        engine.description,
        options.describe ?? `${photographs.length} pictures`,
        visibleReach,
      );
    let told = resume?.history.length ?? 0;
    const checkpoint = await train({
      engine,
      recipe,
      photographs,
      validation,
      ...(resume && { resume }),
      ...(initial && { initial: initial.parameters }),
      signal,
      checkpointEvery,
      onProgress({ step, steps, loss, stepsPerSecond, remaining, psnr }) {
        const figures = psnr === undefined ? '' : `  validation ${psnr.toFixed(2)} dB`;
        line.update(
          `step ${step} of ${steps}  loss ${loss.toFixed(5)}${figures}  ${stepsPerSecond.toFixed(1)} steps/s  ${showDuration(remaining)} left`,
        );
      },
      async onCheckpoint(present) {
        await writeFileAtomic(checkpointFile, writeCheckpoint({ ...present, data: data.fingerprint, ...(before && { before }) }));
        await writeFileAtomic(output, bytesOf(present));
        line.clear();
        if (!json)
          for (const { step, loss, psnr } of present.history.slice(told))
            printLine(`step ${step}  loss ${loss.toFixed(5)}${psnr === undefined ? '' : `  validation ${psnr.toFixed(3)} dB`}`);
        told = present.history.length;
      },
    });
    const shown = validation.length > 0 ? validation : photographs.slice(0, 3).map(photographImage);
    const visibleReach = await visibleReachOf(bytesOf(checkpoint), shown, engine);
    await writeFileAtomic(output, bytesOf(checkpoint, visibleReach));
    await rm(checkpointFile, { force: true });
    line.clear();
    const { step, seconds, history } = checkpoint;
    if (json) printJson({ model: output, steps: step, seconds, heldOut: data.heldOut, history, failed });
    else printLine(`${output}: ${step} steps in ${showDuration(seconds)}`);
    return failed.length > 0 ? exitCodes.failed : exitCodes.ok;
  } finally {
    line.clear();
    await engine.close();
  }
}
