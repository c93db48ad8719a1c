import type { Engine } from '@cleargrain/core';
import {
  abortable,
  createDenoiser,
  type Denoiser,
  type FailedInput,
  formatOfFile,
  MemoryBudget,
  openPicture,
  type PlannedFile,
  pictureMemoryIn,
  shippedModels,
} from '@cleargrain/node';
import type { BatchLog } from '../batch/batch-log.js';
import type { DoneJournal } from '../batch/done-journal.js';
import { runBatch } from '../batch/run-batch.js';
import { SkippedFile } from '../batch/skipped-file.js';
import { Turns } from '../batch/turns.js';
import { complain } from '../terminal/complain.js';
import { correlationHint } from './correlation-hint.js';
import { denoisePages } from './denoise-pages.js';
import type { DenoiseSettings } from './denoise-settings.js';
import { FrameSequences } from './frame-sequences.js';
import { noiseOf } from './noisy-picture.js';
import type { OpenMask } from './open-mask.js';
import { PictureQueue } from './picture-queue.js';

export interface DenoiseBatchOptions {
  /** Inputs that failed before the batch began. */
  readonly failed: readonly FailedInput[];
  readonly settings: DenoiseSettings;
  readonly model: string;
  readonly mask: OpenMask | undefined;
  /** Bytes that the process may hold beside the mask. */
  readonly memory: number;
  /** What is done already; absent where all is to be done. */
  readonly journal: DoneJournal | undefined;
  readonly log: BatchLog;
  readonly json: boolean | undefined;
  /** May still be starting. */
  readonly engine: Promise<Engine>;
  readonly signal: AbortSignal;
}

/** What was done to a picture, in a line. */
function describe(done: {
  readonly input: string;
  readonly output: string;
  readonly sigma: number;
  readonly model: string;
  readonly reason?: string;
  readonly device: string;
  readonly skipped: boolean;
  readonly seconds: number;
}): string {
  const { input, output, sigma, model, reason, device, skipped, seconds } = done;
  const how = skipped ? 'skipped' : `${model}${reason === undefined ? '' : ` (${reason})`} on ${device}`;
  return `${input} → ${output}  noise ${sigma.toFixed(1)}  ${how}  ${seconds.toFixed(1)} s`;
}

/** Denoises pictures into their files; returns the exit code. While the network has one, the next is read and the one before is written. */
export async function denoiseBatch(files: readonly PlannedFile[], options: DenoiseBatchOptions): Promise<number> {
  const { failed, settings, mask, memory, journal, log, json, engine, signal } = options;
  const turns = new Turns();
  const budget = new MemoryBudget(pictureMemoryIn(memory));
  // The first picture is read while the engine starts.
  const open = ({ file, output }: PlannedFile) => {
    const result = { format: formatOfFile(output), ...settings.result };
    return openPicture({ input: file, output, result, memory, budget, makeFolder: true, signal });
  };
  const sequences = new FrameSequences(files, async (planned) => noiseOf(await open(planned)));
  const queue = new PictureQueue(
    files,
    (planned) => {
      const { file, output } = planned;
      return sequences.open(planned, journal && (() => journal.isDone({ input: file, output })), () => open(planned));
    },
    (planned, ready) => sequences.enter(planned, ready),
  );
  const hinted: string[] = [];
  let started: Denoiser | undefined;
  try {
    const shipped = await shippedModels();
    const learntWhiteNoise = shipped.filter((name) => !name.startsWith('photo-'));
    const noiseChooses = options.model === 'auto' && learntWhiteNoise.length < shipped.length;
    const denoiser = await createDenoiser({ model: options.model, engine: await engine, depth: 8 });
    started = denoiser;
    const exitCode = await runBatch({
      files,
      failed,
      nameOf: ({ file }) => file,
      signal,
      json,
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
          const common = { denoiser, settings: settings.denoiser, mask, memory, noiseChooses, turns, signal, show };
          const frame = sequences.frameOf(planned);
          const { sigmas, model, reason, skipped, correlated } = await denoisePages(ready, { ...common, frame });
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
      describe,
    });
    if (hinted.length > 0 && !json) complain(correlationHint(hinted));
    return exitCode;
  } finally {
    await queue.closeAll();
    if (!signal.aborted) await started?.close();
  }
}
