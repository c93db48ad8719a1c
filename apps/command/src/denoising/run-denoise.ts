import { setTimeout as delay } from 'node:timers/promises';
import { type Engine, oneOf, type Progress, reasonFor } from '@cleargrain/core';
import {
  abortable,
  createDenoiser,
  type Denoiser,
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
import { refuseInputAsOutput } from '../batch/refuse-input-as-output.js';
import { runBatch } from '../batch/run-batch.js';
import { SkippedFile } from '../batch/skipped-file.js';
import { Turns } from '../batch/turns.js';
import { complain } from '../terminal/complain.js';
import { memoryOption } from '../terminal/memory-option.js';
import { autoOrIntegerOption, integerOption, numberOption } from '../terminal/number-option.js';
import { showProgress } from '../terminal/show-progress.js';
import { beforeLastRegion } from './before-last-region.js';
import { correlationHint } from './correlation-hint.js';
import { lookOf } from './look-of.js';
import { measureNoise } from './measure-noise.js';
import { openMask } from './open-mask.js';
import { isStream, runStream } from './run-stream.js';

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
  readonly chromaSubsampling?: string;
  readonly memory: string;
  readonly device: string;
  readonly jobs: string;
  readonly resume?: boolean;
  readonly log?: string;
  readonly json?: boolean;
}

/** Denoises as the command line says; returns the exit code. */
export async function runDenoise(
  inputs: readonly string[],
  options: DenoiseCommandOptions,
  engine: Promise<Engine>,
  signal: AbortSignal,
): Promise<number> {
  const settings = {
    strength: numberOption('strength', options.strength, 0, 1),
    chroma: numberOption('chroma', options.chroma, 0, 1),
    detail: numberOption('detail', options.detail, 0, 1),
    grain: numberOption('grain', options.grain, 0, 1),
    best: options.best,
    skipBelow: numberOption('skip-below', options.skipBelow, 0, 255),
    ...(options.sigma !== undefined && { sigma: numberOption('sigma', options.sigma, 0, 255) }),
    tile: autoOrIntegerOption('tile', options.tile, 1, 1e6),
    halo: options.fullHalo ? ('full' as const) : ('visible' as const),
    signal,
  };
  const quality = integerOption('quality', options.quality, 1, 100);
  const chromaSubsampling =
    options.chromaSubsampling === undefined ? undefined : oneOf('chroma-subsampling', options.chromaSubsampling, ['4:2:0', '4:4:4']);
  const jobs = integerOption('jobs', options.jobs, 1, 64)!;
  const denoiseStream = async () => {
    const [input, output] = [inputs[0]!, options.output!];
    if (output !== '-') await refuseInputAsOutput([input], [output]);
    const memory = memoryIn(memoryOption('memory', options.memory));
    const beside = output === '-' ? undefined : output;
    const mask = options.mask === undefined ? undefined : await openMask(options.mask, { beside, memory, signal });
    const log = await BatchLog.open(options.log);
    const denoiser = await createDenoiser({ model: options.model, engine: await engine });
    try {
      const result = { ...(quality !== undefined && { quality }), ...(chromaSubsampling && { chromaSubsampling }) };
      return await runStream(
        input,
        output,
        denoiser,
        { ...settings, mask: mask?.source },
        { result, memory: mask === undefined ? memory : memoryIn(memory - mask.bytes), json: options.json, log },
      );
    } finally {
      await mask?.close();
      if (!signal.aborted) await denoiser.close();
      await log.close();
    }
  };
  if (isStream(inputs, options)) return denoiseStream();
  const { files, failed } = await expandInputs(inputs, { leaveOut: options.output });
  const plan = await planOutputs(files, { output: options.output, inPlace: options.inPlace, given: inputs.length });

  const asked = memoryIn(memoryOption('memory', options.memory));
  const log = await BatchLog.open(options.log);
  const mask =
    options.mask === undefined ? undefined : await openMask(options.mask, { beside: plan.files[0]?.output, memory: asked, signal });
  const memory = mask === undefined ? asked : memoryIn(asked - mask.bytes);
  const { signal: _, tile: __, ...look } = settings;
  const maskDigest = options.mask === undefined ? undefined : await digestOfFile(options.mask);
  const journal = options.resume
    ? new DoneJournal(await lookOf(options.model, { ...look, maskDigest, quality, chromaSubsampling }))
    : undefined;
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
    const result = {
      format: formatOfFile(output),
      ...(quality !== undefined && { quality }),
      ...(chromaSubsampling && { chromaSubsampling }),
    };
    const picture = await openPicture({ input: file, output, result, memory, budget, makeFolder: true, signal, unless });
    if (picture === undefined) return undefined;
    opened.add(picture);
    try {
      // Of a picture in strips other rows would be read while it is denoised.
      if (picture.way === 'strips') return { picture, noise: [await measureNoise(picture.pages[0]!.source)] };
    } catch (error) {
      await close(picture);
      throw error;
    }
    return { picture, noise: picture.pages.map(({ source }) => measureNoise(source)) };
  };
  // The first picture is read while the engine starts.
  const open = readAhead(plan.files, (planned) => {
    const one = openOne(planned);
    const settled = one.catch(() => undefined).finally(() => opening.delete(settled));
    opening.add(settled);
    return one;
  });
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
      jobs,
      log,
      async totals() {
        // An engine that failed has no more to say.
        const usage = await engine.then((started) => started.usage()).catch(() => undefined);
        return usage && { networkSeconds: usage.busySeconds, networkSpan: usage.spanSeconds };
      },
      async work(planned, show) {
        const began = performance.now();
        const { file, output } = planned;
        const ready = await abortable(open(planned), signal);
        if (ready === undefined) return new SkippedFile(file, output);
        const { picture, noise } = ready;
        try {
          const sigmas: number[] = [];
          let [model, reason, skipped, correlated] = ['', '', true, false];
          for (const [index, page] of picture.pages.entries()) {
            const { source } = page;
            const prefix = picture.pages.length > 1 ? `page ${index + 1} of ${picture.pages.length}  ` : '';
            const onProgress = (progress: Progress) => show(`${prefix}${showProgress(progress)}`);
            // A blind network begins while its picture's noise is still measured, unless that decides which network it is.
            const kind = noiseChooses || picture.way === 'strips' ? (await noise[index]!).kind : undefined;
            const told = settings.skipBelow! > 0 || (await denoiser.modelFor(kind?.kind ?? source.channels)).sigmaInput !== undefined;
            const measured = told ? { sigma: (await noise[index]!).sigma } : {};
            const limits = await tileLimits(denoiser, picture, page, memory, { ...settings, kind });
            const result = await page.result();
            const report = await abortable(
              turns.take((letNext) => {
                // The engine has the next picture's first tile before it ends the last of this one. Strips have no memory left for both.
                const whole = picture.way === 'whole' && index === picture.pages.length - 1;
                const watched = whole ? beforeLastRegion(source, letNext) : source;
                return denoiser.denoiseTo(watched, result, { ...measured, kind, mask: mask?.source, ...settings, ...limits, onProgress });
              }),
              signal,
            );
            const found = await noise[index]!;
            sigmas.push(found.sigma);
            model = report.model;
            if (report.reason !== undefined) reason = reasonFor(found.kind, model);
            skipped &&= report.skipped;
            correlated ||= found.kind.correlated && !report.skipped;
          }
          if (correlated && learntWhiteNoise.includes(model)) hinted.push(file);
          const { source } = picture.pages[0]!;
          const { origin } = source;
          const { width, height } = origin.mosaic ?? source;
          const format = formatOfFile(output);
          // What is passed on unchanged is not compressed a second time.
          const asItIs = skipped && file !== '-' && format === origin.format && quality === undefined && chromaSubsampling === undefined;
          const beforeAppearing = async (temporary: string) => journal?.enter(output, temporary);
          const writing = { signal, makeFolder: true, beforeAppearing };
          await (asItIs ? picture.saveAsItIs(writing) : picture.save(writing));
          const seconds = (performance.now() - began) / 1000;
          const sigma = sigmas.reduce((sum, one) => sum + one, 0) / sigmas.length;
          const pages = sigmas.length > 1 && { pages: sigmas.length };
          return {
            input: file,
            output,
            width,
            height,
            ...pages,
            sigma,
            model,
            ...(reason !== '' && { reason }),
            device: denoiser.device,
            skipped,
            seconds,
          };
        } finally {
          await close(picture);
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
    // What was read ahead, and nobody asked for, leaves nothing on the disk. A picture that is being decoded as a whole has nothing there.
    await Promise.race([Promise.all(opening), delay(100, undefined, { ref: false })]);
    await Promise.all([...opened].map(close));
    await mask?.close();
    if (!signal.aborted) await started?.close();
    await log.close();
  }
}
