import { ImageError, toColor, toGray } from '@cleargrain/core';
import type { FailedInput } from '@cleargrain/node';
import { type Photograph, photographOf } from '@cleargrain/train';
import { readAhead } from '../batch/read-ahead.js';
import { readWhole } from '../batch/read-whole.js';
import { reasonOf } from '../batch/reason-of.js';

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
  const take = readAhead(files, readWhole);
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted();
    if (photographs.length === most) break;
    try {
      const { image } = await take(file);
      const { width, height } = image;
      if (Math.min(width, height) < atLeast)
        throw new ImageError(`expected at least ${atLeast}×${atLeast} pixels, ${limit}, received ${width}×${height}`);
      photographs.push(photographOf(file, channels === 1 ? toGray(image) : toColor(image), { shared: true }));
    } catch (error) {
      failed.push({ input: file, error: reasonOf(file, error) });
    }
    onFile?.(index + 1);
  }
  return { photographs, failed };
}
