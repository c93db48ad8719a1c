import { readFile } from 'node:fs/promises';
import { estimateNoise, type Image, neighborCorrelation, oneOf, type Progress, toGray } from '@cleargrain/core';
import {
  createDenoiser,
  createEngine,
  decodePicture,
  encodePicture,
  expandInputs,
  formatOfFile,
  planOutputs,
  shippedModels,
  UsageError,
  writeFileAtomic,
} from '@cleargrain/node';
import { BatchLog } from '../batch/batch-log.js';
import { digestOfFile } from '../batch/digest-of-file.js';
import { DoneJournal } from '../batch/done-journal.js';
import { readAhead } from '../batch/read-ahead.js';
import { readWhole } from '../batch/read-whole.js';
import { refuseInputAsOutput } from '../batch/refuse-input-as-output.js';
import { runBatch } from '../batch/run-batch.js';
import { SkippedFile } from '../batch/skipped-file.js';
import { Turns } from '../batch/turns.js';
import { complain } from '../terminal/complain.js';
import { integerOption, numberOption } from '../terminal/number-option.js';
import { showProgress } from '../terminal/show-progress.js';
import { beforeLastRegion } from './before-last-region.js';
import { correlationHint, isCorrelated } from './correlation-hint.js';
import { lookOf } from './look-of.js';
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
  readonly device: string;
  readonly jobs: string;
  readonly resume?: boolean;
  readonly log?: string;
  readonly json?: boolean;
}

/** The mask as one gray picture. */
async function readMask(file: string): Promise<Image> {
  try {
    const { image } = await readWhole(file);
    return image.channels === 1 ? image : toGray(image);
  } catch (error) {
    throw new UsageError(`--mask: ${error instanceof Error ? error.message : error}`);
  }
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
  if (isStream(inputs, options)) {
    const [input, output] = [inputs[0]!, options.output!];
    if (output !== '-') await refuseInputAsOutput([input], [output]);
    const mask = options.mask === undefined ? undefined : await readMask(options.mask);
    const log = await BatchLog.open(options.log);
    const denoiser = await createDenoiser({ model: options.model, device });
    try {
      return await runStream(input, output, denoiser, { ...settings, mask }, { quality, json: options.json, log });
    } finally {
      await denoiser.close();
      await log.close();
    }
  }
  const { files, failed } = await expandInputs(inputs, { leaveOut: options.output });
  const plan = await planOutputs(files, { output: options.output, inPlace: options.inPlace, given: inputs.length });

  const mask = options.mask === undefined ? undefined : await readMask(options.mask);
  const { signal: _, tile: __, ...look } = settings;
  const maskDigest = options.mask === undefined ? undefined : await digestOfFile(options.mask);
  const journal = options.resume ? new DoneJournal(await lookOf(options.model, { ...look, maskDigest, quality })) : undefined;
  const log = await BatchLog.open(options.log);
  const turns = new Turns();
  // The first picture is read while the engine starts.
  const open = readAhead(plan.files, async ({ file, output }) => {
    if (await journal?.isDone({ input: file, output })) return undefined;
    const picture = await decodePicture(file);
    const { sigma } = await estimateNoise(picture);
    return { picture, sigma, correlated: isCorrelated(await neighborCorrelation(picture)) };
  });
  const learntWhiteNoise = (await shippedModels()).filter((name) => !name.startsWith('photo-'));
  const hinted: string[] = [];
  const engine = await createEngine({ device });
  try {
    const denoiser = await createDenoiser({ model: options.model, engine });
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
        const usage = await engine.usage().catch(() => undefined);
        return usage && { networkSeconds: usage.busySeconds, networkSpan: usage.spanSeconds };
      },
      async work(planned, show) {
        const began = performance.now();
        const { file, output } = planned;
        const opened = await open(planned);
        signal.throwIfAborted();
        if (opened === undefined) return new SkippedFile(file, output);
        const { picture, sigma, correlated } = opened;
        const result = picture.like();
        const onProgress = (progress: Progress) => show(showProgress(progress));
        const { model, skipped } = await turns.take((letNext) =>
          // The engine has the first tile of the next picture when it ends the last of this one.
          denoiser.denoiseTo(beforeLastRegion(picture, letNext), result, { sigma, mask, ...settings, onProgress }),
        );
        if (correlated && !skipped && learntWhiteNoise.includes(model)) hinted.push(file);
        const format = formatOfFile(output);
        // What is passed on unchanged is not compressed a second time.
        const asItIs = skipped && file !== '-' && format === picture.origin.format && quality === undefined;
        const bytes = asItIs ? await readFile(file) : await encodePicture(result, { format, quality });
        signal.throwIfAborted();
        await writeFileAtomic(output, bytes, {
          signal,
          makeFolder: true,
          beforeAppearing: async (temporary) => journal?.enter(output, temporary),
        });
        const { width, height } = picture;
        const seconds = (performance.now() - began) / 1000;
        return { input: file, output, width, height, sigma, model, device: denoiser.device, skipped, seconds };
      },
      describe: ({ input, output, sigma, model, device, skipped, seconds }) =>
        `${input} → ${output}  noise ${sigma.toFixed(1)}  ${skipped ? 'skipped' : `${model} on ${device}`}  ${seconds.toFixed(1)} s`,
    });
    if (hinted.length > 0 && !options.json) complain(correlationHint(hinted));
    return exitCode;
  } finally {
    await engine.close();
    await log.close();
  }
}
