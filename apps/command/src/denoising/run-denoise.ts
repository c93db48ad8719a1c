import type { Engine } from '@cleargrain/core';
import { expandInputs, planOutputs } from '@cleargrain/node';
import { BatchLog } from '../batch/batch-log.js';
import { digestOfFile } from '../batch/digest-of-file.js';
import { DoneJournal } from '../batch/done-journal.js';
import { denoiseBatch } from './denoise-batch.js';
import { type DenoiseCommandOptions, denoiseSettings } from './denoise-settings.js';
import { lookOf } from './look-of.js';
import { openMask } from './open-mask.js';
import { isStream, runStream } from './run-stream.js';

/** Denoises as the command line says; returns the exit code. `engine` may still be starting. */
export async function runDenoise(
  inputs: readonly string[],
  options: DenoiseCommandOptions,
  engine: Promise<Engine>,
  signal: AbortSignal,
): Promise<number> {
  const settings = denoiseSettings(options);
  if (isStream(inputs, options)) return runStream(inputs[0]!, options, settings, engine, signal);
  const { files, failed } = await expandInputs(inputs, { leaveOut: options.output });
  const plan = await planOutputs(files, {
    output: options.output,
    inPlace: options.inPlace,
    given: inputs.length,
    names: { output: '--output', inPlace: '--in-place' },
  });

  const log = await BatchLog.open(options.log);
  try {
    const beside = plan.files[0]?.output;
    const mask = options.mask === undefined ? undefined : await openMask(options.mask, { beside, memory: settings.memory, signal });
    try {
      const memory = settings.memory - (mask?.bytes ?? 0);
      const maskDigest = options.mask === undefined ? undefined : await digestOfFile(options.mask);
      const { tile: _, ...look } = settings.denoiser;
      const journal = options.resume
        ? new DoneJournal(await lookOf(options.model, { ...look, maskDigest, ...settings.result }))
        : undefined;
      const { model, json } = options;
      return await denoiseBatch(plan.files, {
        failed: [...failed, ...plan.failed],
        settings,
        model,
        mask,
        memory,
        journal,
        log,
        json,
        engine,
        signal,
      });
    } finally {
      await mask?.close();
    }
  } finally {
    await log.close();
  }
}
