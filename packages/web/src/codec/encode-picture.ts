import { ImageError, integerIn, invalid, oneOf, type Picture, type PictureMetadata, type SampleDepth, whiteOf } from '@cleargrain/core';
import { encode } from 'fast-png';
import { createCanvas } from './canvas.js';
import { encodeTiff } from './encode-tiff.js';
import { withJpegMetadata } from './jpeg-segments.js';
import { withPngMetadata } from './png-chunks.js';
import { profileSpace } from './profile-space.js';
import { withWebpMetadata } from './riff.js';

/** The formats that are written in a browser. */
export type WebFormat = 'png' | 'jpeg' | 'webp' | 'tiff';

/** The most bits a sample that a format holds: 8, 16 or 32 (floats). */
export const mostBits: Readonly<Record<WebFormat, SampleDepth>> = { png: 16, jpeg: 8, webp: 8, tiff: 32 };

/** How a picture is written. */
export interface EncodeOptions {
  /** Default: the format that the picture came from where it is one of these, else PNG. No browser writes AVIF. */
  readonly format?: WebFormat;
  /**
   * Quality of JPEG and WebP, an integer from 1 to 100; WebP of 100 is without loss in Chromium. Default: that of the JPEG it came from, 100
   * for a WebP file without loss, else JPEG 95, WebP 90.
   */
  readonly quality?: number;
  /** Bits a sample: 8, 16 (PNG, TIFF) or 32 (TIFF, floats). Default: the picture's own, or the most that the format holds. */
  readonly depth?: SampleDepth;
  /** Whether colour profile, EXIF, XMP and resolution come along. Default true. */
  readonly metadata?: boolean;
}

/** Leaves out a colour profile that is not for this number of channels. */
function fitting({ origin: { metadata }, channels }: Picture): PictureMetadata {
  const { icc, ...others } = metadata;
  if (icc === undefined || profileSpace(icc) !== (channels === 1 ? 'GRAY' : 'RGB ')) return others;
  return metadata;
}

/** The format in which a picture is written when none is asked for. */
export function defaultFormat({ origin: { format } }: Picture): WebFormat {
  return format === 'jpeg' || format === 'webp' || format === 'tiff' ? format : 'png';
}

/**
 * The file of a picture. PNG and TIFF are written exactly; JPEG and WebP by the browser, at 8 bits, in colour.
 * @throws ImageError when the format cannot hold the picture, or the browser does not write it; RangeError for options out of range.
 */
export async function encodePicture(picture: Picture, options: EncodeOptions = {}): Promise<Uint8Array> {
  const format = oneOf('format', options.format ?? defaultFormat(picture), ['png', 'jpeg', 'webp', 'tiff'] as const);
  const quality = integerIn('quality', options.quality ?? defaultQuality(picture, format), 1, 100);
  const depth = options.depth ?? (Math.min(picture.depth, mostBits[format]) as SampleDepth);
  if (![8, 16, 32].includes(depth) || depth > mostBits[format])
    throw invalid('depth', `at most ${mostBits[format]} bits for ${format}`, depth);
  const metadata = options.metadata === false ? {} : fitting(picture);
  const { width, height, bands } = picture;
  if (format === 'png') {
    const { samples } = picture.inDepth(depth);
    const data = samples as Uint8Array | Uint16Array;
    return withPngMetadata(encode({ width, height, channels: bands, depth: depth === 8 ? 8 : 16, data }), metadata);
  }
  if (format === 'tiff') return encodeTiff(picture.inDepth(depth), metadata);
  const { canvas, context } = createCanvas(width, height);
  context.putImageData(new ImageData(displayPixels(picture), width, height), 0, 0);
  if (format === 'jpeg') refuseTransparent(picture);
  const blob = await canvas.convertToBlob({ type: `image/${format}`, quality: quality / 100 });
  if (blob.type !== `image/${format}`) throw new ImageError(`cannot be written as ${format} by this browser`);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return format === 'jpeg' ? withJpegMetadata(bytes, metadata) : withWebpMetadata(bytes, width, height, metadata);
}

/** The quality in which a picture is written when none is asked for. */
export function defaultQuality({ origin }: Picture, format: WebFormat): number {
  if (format === 'webp' && origin.lossless === true) return 100;
  return origin.jpegQuality ?? (format === 'jpeg' ? 95 : 90);
}

/** The picture as red, green, blue and alpha of 8 bits, row after row, as a canvas takes it. */
export function displayPixels(picture: Picture): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, channels, hasAlpha, bands } = picture;
  const { samples } = picture.inDepth(8);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; to < pixels.length; from += bands, to += 4) {
    pixels[to] = samples[from]!;
    pixels[to + 1] = samples[channels === 1 ? from : from + 1]!;
    pixels[to + 2] = samples[channels === 1 ? from : from + 2]!;
    pixels[to + 3] = hasAlpha ? samples[from + channels]! : 255;
  }
  return pixels;
}

function refuseTransparent({ samples, hasAlpha, bands, channels, depth }: Picture): void {
  if (!hasAlpha) return;
  const opaque = whiteOf(depth);
  for (let at = channels; at < samples.length; at += bands) {
    if (samples[at] !== opaque) throw new ImageError('cannot be written as jpeg: it is partly transparent, expected PNG, TIFF or WebP');
  }
}
