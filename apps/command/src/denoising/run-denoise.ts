import { setTimeout as delay } from 'node:timers/promises';
import { estimateNoise, type ImageFormat, neighborCorrelation, oneOf, type Progress } from '@cleargrain/core';
import {
  abortable,
  createDenoiser,
  expandInputs,
  formatOfFile,
  MemoryBudget,
  memoryIn,
  type OpenPicture,
  openPicture,
  pictureMemoryIn,
  planOutputs,
  shippedModels,
  tileLimits,
} from '@cleargrain/node';
import { BatchLog } from '../batch/batch-log.js';
import { digestOfFile } from '../batch/digest-of-file.js';
import { DoneJournal } from '../batch/done-journal.js';
import { readAhead } from '../batch/read-ahead.js';
import { runBatch } from '../batch/run-batch.js';
import { SkippedFile } from '../batch/skipped-file.js';
import { Turns } from '../batch/turns.js';
import { complain } from '../terminal/complain.js';
import { memoryOption } from '../terminal/memory-option.js';
import { integerOption, numberOption } from '../terminal/number-option.js';
import { showProgress } from '../terminal/show-progress.js';
import { correlationHint, isCorrelated } from './correlation-hint.js';
import { lookOf } from './look-of.js';
import { openMask } from './open-mask.js';

export interface DenoiseCommandOptions {
  readonly output?: string;
  readonly inPlace?: boolean;
  readonly model: string;
  readonly strength: string;
  readonly chroma?: string;
  readonly detail: string;
  readonly grain: string;
  readonly mask?: string;
  readonly best?: boolean;
  readonly skipBelow: string;
  readonly sigma?: string;
  readonly tile: string;
  readonly fullHalo?: boolean;
  readonly quality?: string;
  readonly memory: string;
  readonly device: string;
  readonly jobs: string;
  readonly resume?: boolean;
  readonly log?: string;
  readonly json?: boolean;
}

/** Denoises as the command line says; returns the exit code. */
export async function runDenoise(inputs: readonly string[], options: DenoiseCommandOptions, signal: AbortSignal): Promise<number> {
  const settings = {
    strength: numberOption('strength', options.strength, 0, 1),
    chroma: numberOption('chroma', options.chroma, 0, 1),
    detail: numberOption('detail', options.detail, 0, 1),
    grain: numberOption('grain', options.grain, 0, 1),
    best: options.best,
    skipBelow: numberOption('skip-below', options.skipBelow, 0, 255),
    ...(options.sigma !== undefined && { sigma: numberOption('sigma', options.sigma, 0, 255) }),
    tile: options.tile === 'auto' ? ('auto' as const) : integerOption('tile', options.tile, 1, 1e6),
    halo: options.fullHalo ? ('full' as const) : ('visible' as const),
    signal,
  };
  const quality = integerOption('quality', options.quality, 1, 100);
  const jobs = integerOption('jobs', options.jobs, 1, 64)!;
  const device = oneOf('device', options.device, ['auto', 'cpu', 'webgpu', 'cuda']);
  const { files, failed } = await expandInputs(inputs, { leaveOut: options.output });
  const plan = await planOutputs(files, { output: options.output, inPlace: options.inPlace, given: inputs.length });

  const asked = memoryIn(memoryOption('memory', options.memory));
  const mask =
    options.mask === undefined ? undefined : await openMask(options.mask, { beside: plan.files[0]?.output, memory: asked, signal });
  const memory = mask === undefined ? asked : memoryIn(asked - mask.bytes);
  const { signal: _, tile: __, ...look } = settings;
  const maskDigest = options.mask === undefined ? undefined : await digestOfFile(options.mask);
  const journal = options.resume ? new DoneJournal(await lookOf(options.model, { ...look, maskDigest, quality })) : undefined;
  const log = await BatchLog.open(options.log);
  const turns = new Turns();
  const budget = new MemoryBudget(pictureMemoryIn(memory));
  const opened = new Set<OpenPicture>();
  const opening = new Set<Promise<unknown>>();
  const close = async (picture: OpenPicture) => {
    opened.delete(picture);
    await picture.close();
  };
  const openOne = async ({ file, output }: { readonly file: string; readonly output: string }) => {
    const unless = journal && (() => journal.isDone({ input: file, output }));
    const result = { format: formatOfFile(output), ...(quality !== undefined && { quality }) };
    const picture = await openPicture({ input: file, output, result, memory, budget, makeFolder: true, signal, unless });
    if (picture === undefined) return undefined;
    opened.add(picture);
    try {
      const { sigma } = await estimateNoise(picture.source);
      return { picture, sigma, correlated: isCorrelated(await neighborCorrelation(picture.source)) };
    } catch (error) {
      await close(picture);
      throw error;
    }
  };
  // The first picture is read while the engine starts.
  const open = readAhead(plan.files, (planned) => {
    const one = openOne(planned);
    const settled = one.catch(() => undefined).finally(() => opening.delete(settled));
    opening.add(settled);
    return one;
  });
  const learntWhiteNoise = (await shippedModels()).filter((name) => !name.startsWith('photo-'));
  const hinted: string[] = [];
  const denoiser = await createDenoiser({ model: options.model, device });
  try {
    const exitCode = await runBatch({
      files: plan.files,
      failed: [...failed, ...plan.failed],
      nameOf: ({ file }) => file,
      signal,
      json: options.json,
      jobs,
      log,
      totals: () => ({ networkSeconds: turns.seconds }),
      async work(planned, show) {
        const began = performance.now();
        const { file, output } = planned;
        const ready = await abortable(open(planned), signal);
        if (ready === undefined) return new SkippedFile(file, output);
        const { picture, sigma, correlated } = ready;
        try {
          const { source } = picture;
          const onProgress = (progress: Progress) => show(showProgress(progress));
          const limits = await tileLimits(denoiser, picture, memory, settings);
          const sink = await picture.result();
          const denoising = turns.take(() =>
            denoiser.denoiseTo(source, sink, { sigma, mask: mask?.source, ...settings, ...limits, onProgress }),
          );
          const { model, skipped } = await abortable(denoising, signal);
          if (correlated && !skipped && learntWhiteNoise.includes(model)) hinted.push(file);
          const format: ImageFormat = formatOfFile(output);
          // What is passed on unchanged is not compressed a second time.
          const asItIs = skipped && file !== '-' && format === source.origin.format && quality === undefined;
          const beforeAppearing = async (temporary: string) => journal?.enter(output, temporary);
          const writing = { signal, makeFolder: true, beforeAppearing };
          await (asItIs ? picture.saveAsItIs(writing) : picture.save(writing));
          const { width, height } = source;
          const seconds = (performance.now() - began) / 1000;
          return { input: file, output, width, height, sigma, model, device: denoiser.device, skipped, seconds };
        } finally {
          await close(picture);
        }
      },
      describe: ({ input, output, sigma, model, device, skipped, seconds }) =>
        `${input} → ${output}  noise ${sigma.toFixed(1)}  ${skipped ? 'skipped' : `${model} on ${device}`}  ${seconds.toFixed(1)} s`,
    });
    if (hinted.length > 0 && !options.json) complain(correlationHint(hinted));
    return exitCode;
  } finally {
    // What was read ahead, and nobody asked for, leaves nothing on the disk. A picture that is being decoded as a whole has nothing there.
    await Promise.race([Promise.all(opening), delay(100, undefined, { ref: false })]);
    await Promise.all([...opened].map(close));
    await mask?.close();
    if (!signal.aborted) await denoiser.close();
    await log.close();
  }
}
