import type { ImageFormat, Picture, SampleDepth } from '@cleargrain/core';
import { fittingMetadata } from './fitting-metadata.js';
import { withoutOpaqueAlpha } from './without-opaque-alpha.js';

const mostBits: Readonly<Record<ImageFormat, SampleDepth>> = { png: 16, jpeg: 8, webp: 8, avif: 8, tiff: 32, pnm: 16, pfm: 32 };
const opaque: readonly ImageFormat[] = ['jpeg', 'pnm', 'pfm'];

const lesser = (a: SampleDepth, b: SampleDepth): SampleDepth => (a < b ? a : b);

/**
 * The bits a sample with which a picture of `own` bits is written: those asked for, else its own or the most that the format holds.
 * @throws RangeError when the format does not hold what is asked for.
 */
export function depthInFormat(own: SampleDepth, format: ImageFormat, asked?: SampleDepth): SampleDepth {
  const depth = asked ?? (format === 'pfm' ? 32 : lesser(own, mostBits[format]));
  if (![8, 16, 32].includes(depth) || depth > mostBits[format]) {
    throw new RangeError(`expected a depth of at most ${mostBits[format]} bits for ${format}, received ${depth}`);
  }
  if (format === 'pfm' && depth !== 32) throw new RangeError(`expected a depth of 32 bits for pfm, received ${depth}`);
  return depth;
}

/** Whether a format holds no alpha. */
export const holdsNoAlpha = (format: ImageFormat): boolean => opaque.includes(format);

/**
 * A picture, or some rows of it, in a depth and with such alpha and metadata as the format holds.
 * @throws RangeError as `depthInFormat` does; ImageError when it is partly transparent and the format holds no alpha.
 */
export function fitToFormat(picture: Picture, format: ImageFormat, { depth }: { readonly depth?: SampleDepth }): Picture {
  const inDepth = depthInFormat(picture.depth, format, depth);
  return fittingMetadata((holdsNoAlpha(format) ? withoutOpaqueAlpha(picture, format) : picture).inDepth(inDepth));
}
