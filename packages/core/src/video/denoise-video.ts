import { abortable } from '../abortable.js';
import { abortableEach } from '../abortable-each.js';
import type { Denoiser, DenoiserCallOptions } from '../denoiser/denoiser.js';
import { pictureKind } from '../denoiser/picture-kind.js';
import { estimateNoise } from '../noise/estimate-noise.js';
import { splitVideo } from './split-video.js';
import { SteadySigma } from './steady-sigma.js';
import { VideoFrame } from './video-frame.js';

/** What is known after a frame. */
export interface VideoProgress {
  /** Frames done so far. */
  readonly frames: number;
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** The model that did it. */
  readonly model: string;
  /** The noise level in grey levels (0–255): the one given or held for this frame; for blind networks that of the first frame. */
  readonly sigma: number;
  /** Whether the frame was passed on, because there was less noise than `skipBelow`. */
  readonly skipped: boolean;
}

/**
 * The denoiser's options, for each frame; `kind`, by which the model is chosen, is that of the first frame where it is not given; `sigma` is estimated
 * anew where it is not given, and held steady over 15 frames.
 */
export interface VideoOptions extends Omit<DenoiserCallOptions, 'onProgress'> {
  /** Called as each frame is given out. */
  readonly onFrame?: (progress: VideoProgress) => void;
}

/** Frames in the works at once: while the engine has one, the next is read and the one before is written. */
const ahead = 2;

/**
 * Denoises a Y4M (YUV4MPEG2) video frame by frame: 4:2:0, 4:2:2, 4:4:4, 4:1:1, 4:1:0 or without colour, 8 to 16 bits. All that is not
 * samples stays byte for byte: size, rate, aspect, the headers of frames, alpha. Equal frames become equal frames. It reads as its result is
 * asked for, so memory is that of a few frames however long the video is.
 * @param pieces the file in pieces of any size, such as a Node stream.
 * @returns the denoised file in pieces.
 * @throws ImageError when it is no such video or is cut short, once the frames before are given out; else what `denoise` throws.
 */
export async function* denoiseVideo(
  pieces: AsyncIterable<Uint8Array>,
  denoiser: Denoiser,
  options: VideoOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const { onFrame, ...settings } = options;
  const { signal } = settings;
  const { header, format, frames, close } = await splitVideo(abortableEach(pieces, signal));
  const steady = new SteadySigma();
  let { sigma, kind } = settings;
  let wantsSigma: boolean | undefined;
  /** Chooses one model for all frames, since another would change the picture in the middle of the video; returns whether frames are measured. */
  const begin = async (first: VideoFrame): Promise<boolean> => {
    kind ??= await pictureKind(first);
    // A video in colour may begin with black.
    if (kind.kind === 'gray' && format.chroma !== undefined) kind = { ...kind, kind: 'color', reason: 'a video in colour' };
    const { sigmaInput } = await denoiser.modelFor(kind.kind);
    return (settings.skipBelow ?? 0) > 0 || sigmaInput !== undefined;
  };
  let done = 0;
  const work = async (planes: Uint8Array, sigma: number) => {
    const frame = new VideoFrame(format, planes);
    const { model, skipped } = await denoiser.denoiseTo(frame, frame, { ...settings, kind, sigma });
    frame.finish();
    return { planes, model, skipped, sigma };
  };
  const waiting: { readonly header: Uint8Array; readonly worked: ReturnType<typeof work> }[] = [];
  async function* give() {
    const { header, worked } = waiting.shift()!;
    const { planes, model, skipped, sigma } = await worked;
    onFrame?.({ frames: ++done, width: format.width, height: format.height, model, sigma, skipped });
    yield header;
    yield planes;
  }
  try {
    yield header;
    for await (const { header, planes } of frames) {
      signal?.throwIfAborted();
      wantsSigma ??= await abortable(begin(new VideoFrame(format, planes)), signal);
      if (settings.sigma === undefined && (wantsSigma || sigma === undefined)) {
        sigma = steady.next((await abortable(estimateNoise(new VideoFrame(format, planes)), signal)).sigma);
      }
      const worked = work(planes, sigma!);
      worked.catch(() => {});
      waiting.push({ header, worked });
      if (waiting.length > ahead) yield* give();
    }
  } catch (error) {
    // What came whole before is given out first.
    if (!signal?.aborted) while (waiting.length > 0) yield* give();
    throw error;
  } finally {
    // Nothing goes on after the end, also when the reader leaves early.
    await Promise.allSettled([...waiting.map(({ worked }) => worked), close()]);
  }
  while (waiting.length > 0) yield* give();
}
