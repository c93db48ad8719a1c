import { rm } from 'node:fs/promises';
import { createEngine, writeFileAtomic } from '@cleargrain/node';
import { type Checkpoint, train, writeCheckpoint } from '@cleargrain/train';
import { exitCodes } from '../exit-codes.js';
import { complain } from '../terminal/complain.js';
import { deviceOption } from '../terminal/device-option.js';
import { integerOption, numberOption } from '../terminal/number-option.js';
import { printJson } from '../terminal/print-json.js';
import { printLine } from '../terminal/print-line.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { showDuration } from '../terminal/show-duration.js';
import { BatchThreads } from './batch-threads.js';
import { loadData } from './load-data.js';
import { middleOf } from './middle-of.js';
import { modelOf } from './model-of.js';
import { openRun } from './open-run.js';
import { planBatchThreads } from './plan-batch-threads.js';
import { beginningLine, pointLine, progressLine } from './training-lines.js';
import { visibleReachOf } from './visible-reach-of.js';

export interface TrainCommandOptions {
  readonly data: readonly string[];
  readonly output: string;
  readonly validation?: readonly string[];
  readonly resume?: boolean;
  readonly overwrite?: boolean;
  readonly from?: string;
  readonly teacher?: string;
  readonly steps?: string;
  readonly seed?: string;
  readonly device: string;
  readonly threads?: string;
  readonly checkpointEvery: string;
  readonly describe?: string;
  readonly json?: boolean;
}

/** Trains as the command line says; returns the exit code. */
export async function runTraining(config: string | undefined, options: TrainCommandOptions, signal: AbortSignal): Promise<number> {
  const { output, json } = options;
  const threads = integerOption('threads', options.threads, 1, 256);
  const checkpointEvery = numberOption('checkpoint-every', options.checkpointEvery, 0, 1e6);
  const device = deviceOption(options.device);
  const { recipe, resume, initial, teacher, data, checkpointFile } = await openRun(config, options);

  const line = new ProgressLine();
  const show = (text: string) => line.update(text);
  const print = (text: string) => {
    line.clear();
    if (!json) printLine(text);
  };
  const engine = await createEngine({ device, threads });
  try {
    const { photographs, validation, failed: unread } = await loadData(data, recipe, { signal, show });
    line.clear();
    const failed = [...data.failed, ...unread];
    for (const { error } of failed) complain(error);
    if (photographs.length === 0) {
      if (json) printJson({ model: output, steps: 0, failed });
      return exitCodes.failed;
    }
    const counts = { photographs: photographs.length, heldOut: validation.length === 0 ? 0 : data.heldOut.length };
    print(beginningLine({ output, ...counts, device: engine.description, step: resume?.step }));

    const before = resume?.before ?? initial?.before;
    const withOrigins = (checkpoint: Checkpoint): Checkpoint => ({
      ...checkpoint,
      ...(before && { before }),
      ...(teacher && { teacher: teacher.known }),
    });
    const description = options.describe ?? resume?.data?.description ?? `${photographs.length} pictures`;
    const modelBytes = (checkpoint: Checkpoint, visibleReach?: number) =>
      modelOf(withOrigins(checkpoint), { device: engine.description, data: description, visibleReach, teacher: teacher?.record });
    let told = resume?.history.length ?? 0;
    const batches = new BatchThreads(photographs, planBatchThreads(engine, threads));
    const checkpoint = await train({
      engine,
      recipe,
      photographs,
      batches,
      validation,
      ...(resume && { resume }),
      ...(initial && { initial: initial.parameters }),
      ...(teacher && { teacher: teacher.network }),
      signal,
      checkpointEvery,
      onProgress: (progress) => show(progressLine(progress)),
      async onCheckpoint(present) {
        await writeFileAtomic(checkpointFile, writeCheckpoint({ ...withOrigins(present), data: { ...data.fingerprint, description } }));
        await writeFileAtomic(output, modelBytes(present));
        for (const point of present.history.slice(told)) print(pointLine(point));
        told = present.history.length;
      },
    }).finally(() => batches.close());
    show('Measuring how far the network sees');
    const shown = validation.length > 0 ? validation : photographs.slice(0, 3).map(middleOf);
    const visibleReach = await visibleReachOf(modelBytes(checkpoint), shown, engine, signal);
    signal.throwIfAborted();
    await writeFileAtomic(output, modelBytes(checkpoint, visibleReach));
    await rm(checkpointFile, { force: true });
    const { step, seconds, history } = checkpoint;
    print(`${output}: ${step} steps in ${showDuration(seconds)}`);
    if (json) printJson({ model: output, steps: step, seconds, heldOut: data.heldOut, history, failed });
    return failed.length > 0 ? exitCodes.failed : exitCodes.ok;
  } finally {
    line.clear();
    await engine.close();
  }
}
