import type { Engine } from '@cleargrain/core';
import {
  abortable,
  createDenoiser,
  type Denoiser,
  expandInputs,
  formatOfFile,
  MemoryBudget,
  memoryIn,
  openPicture,
  type PlannedFile,
  pictureMemoryIn,
  planOutputs,
  shippedModels,
} from '@cleargrain/node';
import { BatchLog } from '../batch/batch-log.js';
import { digestOfFile } from '../batch/digest-of-file.js';
import { DoneJournal } from '../batch/done-journal.js';
import { runBatch } from '../batch/run-batch.js';
import { SkippedFile } from '../batch/skipped-file.js';
import { Turns } from '../batch/turns.js';
import { complain } from '../terminal/complain.js';
import { correlationHint } from './correlation-hint.js';
import { denoisePages } from './denoise-pages.js';
import { type DenoiseCommandOptions, denoiseSettings } from './denoise-settings.js';
import { lookOf } from './look-of.js';
import { openMask } from './open-mask.js';
import { PictureQueue } from './picture-queue.js';
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
  const beside = plan.files[0]?.output;
  const mask = options.mask === undefined ? undefined : await openMask(options.mask, { beside, memory: settings.memory, signal });
  const memory = mask === undefined ? settings.memory : memoryIn(settings.memory - mask.bytes);
  const maskDigest = options.mask === undefined ? undefined : await digestOfFile(options.mask);
  const { tile: _, ...look } = settings.denoiser;
  const journal = options.resume ? new DoneJournal(await lookOf(options.model, { ...look, maskDigest, ...settings.result })) : undefined;
  const turns = new Turns();
  const budget = new MemoryBudget(pictureMemoryIn(memory));
  // The first picture is read while the engine starts.
  const queue = new PictureQueue(plan.files, ({ file, output }: PlannedFile) =>
    openPicture({
      input: file,
      output,
      result: { format: formatOfFile(output), ...settings.result },
      memory,
      budget,
      makeFolder: true,
      signal,
      unless: journal && (() => journal.isDone({ input: file, output })),
    }),
  );
  const shipped = await shippedModels();
  const learntWhiteNoise = shipped.filter((name) => !name.startsWith('photo-'));
  const noiseChooses = options.model === 'auto' && learntWhiteNoise.length < shipped.length;
  const hinted: string[] = [];
  let started: Denoiser | undefined;
  try {
    const denoiser = await createDenoiser({ model: options.model, engine: await engine, depth: 8 });
    started = denoiser;
    const exitCode = await runBatch({
      files: plan.files,
      failed: [...failed, ...plan.failed],
      nameOf: ({ file }) => file,
      signal,
      json: options.json,
      jobs: settings.jobs,
      log,
      async totals() {
        // An engine that failed has no more to say.
        const usage = await engine.then((started) => started.usage()).catch(() => undefined);
        return usage && { networkSeconds: usage.busySeconds, networkSpan: usage.spanSeconds };
      },
      async work(planned, show) {
        const began = performance.now();
        const { file, output } = planned;
        const ready = await abortable(queue.take(planned), signal);
        if (ready === undefined) return new SkippedFile(file, output);
        const { picture } = ready;
        try {
          const pagesOptions = { denoiser, settings: settings.denoiser, mask, memory, noiseChooses, turns, signal, show };
          const { sigmas, model, reason, skipped, correlated } = await denoisePages(ready, pagesOptions);
          if (correlated && learntWhiteNoise.includes(model)) hinted.push(file);
          const { source } = picture.pages[0]!;
          const { origin } = source;
          const { width, height } = origin.mosaic ?? source;
          // What is passed on unchanged is not compressed a second time.
          const asItIs = skipped && file !== '-' && formatOfFile(output) === origin.format && Object.keys(settings.result).length === 0;
          const beforeAppearing = async (temporary: string) => journal?.enter(output, temporary);
          const writing = { signal, makeFolder: true, beforeAppearing };
          await (asItIs ? picture.saveAsItIs(writing) : picture.save(writing));
          const seconds = (performance.now() - began) / 1000;
          const sigma = sigmas.reduce((sum, one) => sum + one, 0) / sigmas.length;
          const pages = sigmas.length > 1 && { pages: sigmas.length };
          const why = reason !== '' && { reason };
          return { input: file, output, width, height, ...pages, sigma, model, ...why, device: denoiser.device, skipped, seconds };
        } finally {
          await queue.close(picture);
        }
      },
      describe: ({ input, output, sigma, model, reason, device, skipped, seconds }) => {
        const how = skipped ? 'skipped' : `${model}${reason === undefined ? '' : ` (${reason})`} on ${device}`;
        return `${input} → ${output}  noise ${sigma.toFixed(1)}  ${how}  ${seconds.toFixed(1)} s`;
      },
    });
    if (hinted.length > 0 && !options.json) complain(correlationHint(hinted));
    return exitCode;
  } finally {
    await queue.closeAll();
    await mask?.close();
    if (!signal.aborted) await started?.close();
    await log.close();
  }
}
