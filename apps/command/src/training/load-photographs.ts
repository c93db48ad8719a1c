import { createImage, type Image, ImageError, toGray } from '@cleargrain/core';
import type { FailedInput } from '@cleargrain/node';
import { type Photograph, photographOf } from '@cleargrain/train';
import { readWhole } from '../batch/read-whole.js';
import { reasonOf } from '../batch/reason-of.js';

function inChannels(image: Image, channels: 1 | 3): Image {
  if (image.channels === channels) return image;
  if (channels === 1) return toGray(image);
  const { width, height, data } = image;
  const copies = new Float32Array(3 * data.length);
  for (let channel = 0; channel < 3; channel++) copies.set(data, channel * data.length);
  return createImage(width, height, 3, copies);
}

export interface LoadOptions {
  readonly channels: 1 | 3;
  /** The least width and height in pixels. */
  readonly atLeast: number;
  /** What that size is, for the message about a smaller picture. */
  readonly limit: string;
  /** After so many that can be used no more are read. Default: all are. */
  readonly most?: number;
  readonly signal: AbortSignal;
  /** Hears how many files are done. */
  readonly onFile?: (done: number) => void;
}

/** Decodes pictures once, to bytes of 1 or 3 channels; colour becomes grey, grey becomes colour. Those that cannot be used come back as failed. */
export async function loadPhotographs(
  files: readonly string[],
  { channels, atLeast, limit, most = Infinity, signal, onFile }: LoadOptions,
): Promise<{ photographs: Photograph[]; failed: FailedInput[] }> {
  const photographs: Photograph[] = [];
  const failed: FailedInput[] = [];
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted();
    if (photographs.length === most) break;
    try {
      const { image } = await readWhole(file);
      const { width, height } = image;
      if (Math.min(width, height) < atLeast)
        throw new ImageError(`expected at least ${atLeast}×${atLeast} pixels, ${limit}, received ${width}×${height}`);
      photographs.push(photographOf(file, inChannels(image, channels)));
    } catch (error) {
      failed.push({ input: file, error: reasonOf(file, error) });
    }
    onFile?.(index + 1);
  }
  return { photographs, failed };
}
