import type { ImageFormat, Picture, SampleDepth } from '@cleargrain/core';
import { fittingMetadata } from './fitting-metadata.js';
import { withoutAssociation } from './without-association.js';
import { withoutOpaqueAlpha } from './without-opaque-alpha.js';

const mostBits = { png: 16, jxl: 32, jpeg: 8, webp: 8, avif: 16, tiff: 32, pnm: 16, pfm: 32 } as const;
const opaque: readonly ImageFormat[] = ['jpeg', 'pnm', 'pfm'];

/** The formats whose files hold a picture and what is said of it, and nothing else of the file that it came from. */
export const plainFormats = ['png', 'jpeg', 'webp', 'avif', 'tiff', 'jxl', 'pnm', 'pfm'] as const;
export type PlainFormat = (typeof plainFormats)[number];

const lesser = (a: SampleDepth, b: SampleDepth): SampleDepth => (a < b ? a : b);

/** Whether a format holds no alpha. */
export const holdsNoAlpha = (format: ImageFormat): boolean => opaque.includes(format);

/**
 * A picture, or some rows of it, in a depth and with such alpha and metadata as the format holds. Default depth: its own, or the most that the format
 * holds.
 * @throws RangeError when the format does not hold the depth that is asked for; ImageError for a partly transparent picture where it holds no alpha.
 */
export function fitToFormat(picture: Picture, format: PlainFormat, options: { readonly depth?: SampleDepth }): Picture {
  const depth = options.depth ?? (format === 'pfm' ? 32 : lesser(picture.depth, mostBits[format]));
  if (![8, 16, 32].includes(depth) || depth > mostBits[format]) {
    throw new RangeError(`expected a depth of at most ${mostBits[format]} bits for ${format}, received ${depth}`);
  }
  if (format === 'pfm' && depth !== 32) throw new RangeError(`expected a depth of 32 bits for pfm, received ${depth}`);
  const separate = format === 'tiff' ? picture : withoutAssociation(picture);
  const solid = holdsNoAlpha(format) ? withoutOpaqueAlpha(separate, format) : separate;
  return fittingMetadata(solid.inDepth(depth));
}
