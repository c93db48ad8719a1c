import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  type DenoiseOptions,
  type Denoiser,
  denoiseVideo,
  type Engine,
  ImageError,
  type VideoProgress,
  videoMagic,
} from '@cleargrain/core';
import {
  createDenoiser,
  decodePicture,
  describeFileError,
  encodePicture,
  expectWithinMemory,
  UsageError,
  writeFileAtomic,
} from '@cleargrain/node';
import { BatchLog } from '../batch/batch-log.js';
import { refuseInputAsOutput } from '../batch/refuse-input-as-output.js';
import { runBatch } from '../batch/run-batch.js';
import type { DenoiseCommandOptions, DenoiseSettings } from './denoise-settings.js';
import { measureNoise } from './measure-noise.js';
import { openMask } from './open-mask.js';
import { peek } from './peek.js';
import { writeToStdout } from './write-to-stdout.js';

const videoExtension = '.y4m';
const isVideoName = (file: string | undefined) => file !== undefined && path.extname(file).toLowerCase() === videoExtension;

/**
 * Whether what is asked for is one stream: a video, or anything to standard output.
 * @throws UsageError for what such a stream cannot do.
 */
export function isStream(inputs: readonly string[], options: DenoiseCommandOptions): boolean {
  const { output } = options;
  if (output !== '-' && !isVideoName(output) && !(inputs.length === 1 && isVideoName(inputs[0]))) return false;
  if (inputs.length !== 1) throw new UsageError(`expected one input for --output ${output}, received ${inputs.length}`);
  if (output === undefined) throw new UsageError('expected --output FILE.y4m, or - for standard output, for a video');
  if (output === '-' && options.json) throw new UsageError('expected --output FILE with --json: both would go to standard output');
  const named = isVideoName(output) || isVideoName(inputs[0]);
  if (output !== '-' && !isVideoName(output))
    throw new UsageError(`expected --output FILE${videoExtension} for a video, received ${output}`);
  if (named && (options.quality ?? options.chromaSubsampling) !== undefined) {
    throw new UsageError('--quality and --chroma-subsampling are for pictures, expected none for a video');
  }
  if (options.inPlace) throw new UsageError('expected either --output or --in-place, received both');
  if (options.resume) throw new UsageError('--resume is for pictures in folders, expected none for a single stream');
  return true;
}

/** The pieces of a file or of standard input. */
async function* piecesOf(input: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    if (input !== '-' && (await stat(input)).isDirectory()) throw new ImageError('a folder, expected a file');
    const stream = input === '-' ? process.stdin : createReadStream(input, { highWaterMark: 1 << 20 });
    const stop = () => stream.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const piece of stream) yield piece as Buffer;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof ImageError ? error : new ImageError(describeFileError(error), { cause: error });
  }
}

/** Denoises one video or one picture from a file or standard input to a file or standard output; returns the exit code. */
export async function runStream(
  input: string,
  options: DenoiseCommandOptions,
  settings: DenoiseSettings,
  engine: Promise<Engine>,
  signal: AbortSignal,
): Promise<number> {
  const output = options.output!;
  if (output !== '-') await refuseInputAsOutput([input], [output]);
  const beside = output === '-' ? undefined : output;
  const log = await BatchLog.open(options.log);
  try {
    const mask = options.mask === undefined ? undefined : await openMask(options.mask, { beside, memory: settings.memory, signal });
    try {
      const denoiser = await createDenoiser({ model: options.model, engine: await engine });
      try {
        const call = { ...settings.denoiser, mask: mask?.source, signal };
        const memory = settings.memory - (mask?.bytes ?? 0);
        return await denoiseStream(input, output, denoiser, call, { result: settings.result, memory, json: options.json, log });
      } finally {
        if (!signal.aborted) await denoiser.close();
      }
    } finally {
      await mask?.close();
    }
  } finally {
    await log.close();
  }
}

async function denoiseStream(
  input: string,
  output: string,
  denoiser: Denoiser,
  settings: DenoiseOptions & { readonly signal: AbortSignal },
  others: {
    readonly result: DenoiseSettings['result'];
    readonly memory: number;
    readonly json: boolean | undefined;
    readonly log: BatchLog;
  },
): Promise<number> {
  const { signal } = settings;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;

  const write = async (pieces: AsyncIterable<Uint8Array>) => {
    if (output === '-') await writeToStdout(pieces);
    else await writeFileAtomic(output, pieces, { signal, makeFolder: true });
  };
  const video = async (pieces: AsyncIterable<Uint8Array>, show: (text: string) => void) => {
    if (Object.keys(others.result).length > 0) throw new ImageError('a video, expected a picture with --quality or --chroma-subsampling');
    if (output !== '-' && !isVideoName(output))
      throw new UsageError(`expected --output FILE${videoExtension} for a video, received ${output}`);
    let last: VideoProgress | undefined;
    const onFrame = (progress: VideoProgress) => {
      last = progress;
      show(`frame ${progress.frames}  ${(progress.frames / seconds()).toFixed(1)} frames a second`);
    };
    await write(denoiseVideo(pieces, denoiser, { ...settings, onFrame }));
    if (last === undefined) throw new ImageError('a video without frames');
    const { frames, width, height, sigma, model } = last;
    return { frames, width, height, sigma, model };
  };
  const picture = async (pieces: AsyncIterable<Uint8Array>, name: string) => {
    if (isVideoName(output)) throw new ImageError(`not a Y4M video, expected ${videoMagic.trim()} at its beginning`);
    const input = await buffer(pieces);
    await expectWithinMemory(input, others.memory, others.result);
    const source = await decodePicture(input, { name });
    const { sigma, kind } = await measureNoise(source);
    const result = source.like();
    const { model } = await denoiser.denoiseTo(source, result, { sigma, kind, ...settings });
    const bytes = await encodePicture(result, others.result);
    signal.throwIfAborted();
    await write(Readable.from([bytes]));
    return { frames: 1, width: source.width, height: source.height, sigma, model };
  };
  return runBatch({
    files: [input],
    failed: [],
    nameOf: (file) => file,
    signal,
    json: others.json,
    quiet: output === '-',
    log: others.log,
    async work(file, show) {
      const { first, whole, close } = await peek(piecesOf(file, signal), videoMagic.length);
      try {
        const result =
          Buffer.from(first).toString('latin1') === videoMagic
            ? await video(whole, show)
            : await picture(whole, file === '-' ? 'standard input' : file);
        return { input: file, output, ...result, device: denoiser.device, seconds: seconds() };
      } finally {
        // Whoever writes into standard input may go on for long.
        if (!signal.aborted) await close();
      }
    },
    describe: ({ input, output, frames, sigma, model, device, seconds }) =>
      `${input} → ${output}  ${frames} frames  noise ${sigma.toFixed(1)}  ${model} on ${device}  ${seconds.toFixed(1)} s`,
  });
}
