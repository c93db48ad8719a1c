import type { Image } from '@cleargrain/core';
import type { Photograph } from './photograph.js';

/** How a photograph is kept. */
export interface PhotographOptions {
  /** In memory that threads share, so that those that draw batches need no copies. Default false. */
  readonly shared?: boolean;
}

/** A picture in memory as a photograph to learn from: rounded to bytes, clamped to [0, 1]. */
export function photographOf(
  name: string,
  { width, height, channels, data }: Image,
  { shared = false }: PhotographOptions = {},
): Photograph {
  const pixels = width * height;
  const samples = new Uint8Array(shared ? new SharedArrayBuffer(data.length) : new ArrayBuffer(data.length));
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < pixels; i++) {
      samples[i * channels + channel] = Math.round(255 * Math.min(1, Math.max(0, data[channel * pixels + i]!)));
    }
  }
  return { name, width, height, channels, samples };
}
