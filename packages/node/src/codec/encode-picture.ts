import { ImageError, type ImageFormat, integerIn, oneOf, type Picture, type PictureMetadata, type SampleDepth } from '@cleargrain/core';
import sharp from 'sharp';
import { bytesOf } from './bytes-of.js';
import { encodePortableMap } from './encode-portable-map.js';
import { fitToFormat } from './fit-to-format.js';
import { sharpEncoder } from './sharp-encoder.js';
import { tiffWithExif } from './tiff-exif.js';
import { tiffFileSize, tiffHeaderSize, writeTiffHeader } from './tiff-header.js';

/** How a picture is written. */
export interface EncodeOptions {
  /** Default: the format that the picture came from; PNG for a GIF. */
  readonly format?: ImageFormat;
  /** Quality of JPEG, WebP and AVIF, an integer from 1 to 100. Default: that of the JPEG it came from, else JPEG 95, WebP 90, AVIF 80. */
  readonly quality?: number;
  /** Bits a sample: 8, 16 (PNG, TIFF) or 32 (TIFF, floats). Default: the picture's own, or the most that the format holds. */
  readonly depth?: SampleDepth;
  /** WebP and AVIF without loss. Default: as in the WebP file that the picture came from; false for AVIF, which does not tell. */
  readonly lossless?: boolean;
}

/**
 * The file of a picture, with the colour profile, EXIF, XMP and resolution of its origin. JPEG, WebP and AVIF hold 8 bits;
 * deeper samples are rounded.
 * @throws ImageError when the format cannot hold the picture: alpha in JPEG, too many pixels a side, 4 GiB of floats in TIFF.
 * @throws RangeError when an option is not valid.
 */
export async function encodePicture(picture: Picture, options: EncodeOptions = {}): Promise<Uint8Array> {
  const own = picture.origin.format === 'gif' ? 'png' : picture.origin.format;
  const format = oneOf('format', options.format ?? own, ['png', 'jpeg', 'webp', 'avif', 'tiff', 'pnm', 'pfm']);
  if (options.quality !== undefined) integerIn('quality', options.quality, 1, 100);
  const ready = fitToFormat(picture, format, options);
  if (format === 'pnm' || format === 'pfm') return encodePortableMap(ready);
  const { metadata } = ready.origin;
  if (ready.depth === 32) return withExif(asTiff(ready, metadata), metadata);
  const { width, height, bands, samples } = ready;
  const image = sharp(samples, { raw: { width, height, channels: bands }, limitInputPixels: false });
  try {
    const file = bytesOf(await sharpEncoder(image, ready, format, options).toBuffer());
    return format === 'tiff' ? withExif(file, metadata) : file;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new ImageError(`cannot be written as ${format}: ${reason}`, { cause: error });
  }
}

function withExif(tiff: Uint8Array, { exif }: PictureMetadata): Uint8Array {
  return exif === undefined ? tiff : tiffWithExif(tiff, exif);
}

function asTiff({ width, height, bands, depth, samples }: Picture, metadata: PictureMetadata): Uint8Array {
  const layout = { width, height, bands, depth };
  const start = tiffHeaderSize(layout);
  const file = new ArrayBuffer(tiffFileSize(layout, metadata));
  new Uint8Array(file).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), start);
  writeTiffHeader(file, layout, metadata);
  return new Uint8Array(file);
}
