import { quantize, resize, toColor, toGray } from '@cleargrain/core';
import type { NamedImage } from './experiment-options.js';

/** What pictures are brought to: pixels a side, and 1 for grey or 3 for colour. */
export interface Preparation {
  /** In pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** 1 for grey, 3 for colour. */
  readonly channels: 1 | 3;
}

/** A picture in the size and the channels of the experiment, as a file of 8 bits holds it. */
export function prepareImage({ name, image }: NamedImage, { size, channels }: Preparation): NamedImage {
  const scaled = resize(channels === 1 ? toGray(image) : image, size.width, size.height, { fit: 'cover' });
  const quantized = quantize(scaled, 8);
  return { name, image: channels === 1 ? quantized : toColor(quantized) };
}
