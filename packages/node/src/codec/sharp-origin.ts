import {
  estimateJpegQuality,
  exifOfTiff,
  expectWithinPixelLimit,
  ImageError,
  openTiff,
  otherTagsOfTiff,
  type PictureMetadata,
  type PictureOrigin,
  tiffPageOffsets,
  uprightExif,
  uprightXmp,
} from '@cleargrain/core';
import type { Metadata } from 'sharp';
import { bytesOf } from './bytes-of.js';
import { colorCodeOf, profileOfCode } from './color-code.js';
import { readFormats } from './image-format.js';
import { depthOfType } from './sample-types.js';
import { tiffStorage } from './tiff-storage.js';

const formats = { png: 'png', jpeg: 'jpeg', webp: 'webp', heif: 'avif', tiff: 'tiff', gif: 'gif' } as const;
const graySpaces: readonly string[] = ['b-w', 'grey16'];
const rgbSpaces: readonly string[] = ['srgb', 'rgb16', 'scrgb', 'rgb'];

/** The format of a picture's file; undefined for one that is not read. HEIC goes by AVIF's name here. */
export const formatOf = ({ format }: Metadata) => Object.entries(formats).find(([key]) => key === format)?.[1];

/** Whether the codec library calls a picture's samples grey. */
export const isGray = ({ space }: Metadata): boolean => graySpaces.includes(space);

/** Whether its samples are grey or RGB, and so come as they are. */
export const isDirect = (found: Metadata): boolean => isGray(found) || rgbSpaces.includes(found.space);

/** Whether they end with alpha that is to be kept. */
export const endsWithAlpha = (found: Metadata): boolean => found.hasAlpha && (isGray(found) ? found.channels === 2 : found.channels > 3);

/**
 * What a page of a file that the codec library reads was, from its metadata and its bytes.
 * @throws ImageError when it is too large, of a kind that is not read, or in colours that a result would lose.
 */
export async function sharpOrigin(found: Metadata, bytes: Uint8Array, page: number): Promise<PictureOrigin> {
  const { width, height } = found;
  const format = formatOf(found);
  if (format === undefined || (found.format === 'heif' && found.compression !== 'av1')) {
    throw new ImageError(`a ${found.format} file, expected ${readFormats}`);
  }
  expectWithinPixelLimit(width, height);
  const depth = depthOfType[found.depth];
  if (depth === undefined) throw new ImageError(`samples of type ${found.depth}, expected 8 or 16 bits without sign, or floats`);
  const told = metadataOf(found, bytes, page);
  const code = format === 'avif' && told.icc === undefined && !isGray(found) ? colorCodeOf(bytes) : undefined;
  const metadata = { ...told, ...(code && (await profileOfCode(code))) };
  if (format === 'jpeg') {
    const { chromaSubsampling } = found;
    const jpegQuality = estimateJpegQuality(bytes);
    return { format, depth, metadata, ...(jpegQuality && { jpegQuality }), ...(chromaSubsampling && { chromaSubsampling }) };
  }
  if (format === 'tiff') {
    const head = openTiff(bytes);
    return { format, depth, metadata, tiff: tiffStorage(head, tiffPageOffsets(head)[page]!) };
  }
  const { bitsPerSample } = found;
  if (format === 'avif' && (bitsPerSample === 10 || bitsPerSample === 12)) return { format, depth, bitsPerSample, metadata };
  // The first chunk of a WebP file without loss is VP8L, or comes after the header of the extended format.
  const lossless = format === 'webp' && Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1 << 20)).includes('VP8L');
  return { format, depth, metadata, ...(lossless && { lossless }) };
}

function metadataOf(found: Metadata, bytes: Uint8Array, page: number): PictureMetadata {
  const tiff = found.format === 'tiff';
  const exif = tiff ? exifOfTiff(bytes, page) : found.exif && bytesOf(found.exif);
  const tiffTags = tiff ? otherTagsOfTiff(bytes, page) : undefined;
  return {
    ...(found.icc && isDirect(found) && { icc: bytesOf(found.icc) }),
    ...(exif && { exif: uprightExif(exif) }),
    ...(found.xmp && { xmp: uprightXmp(bytesOf(found.xmp)) }),
    ...(found.density && { density: found.density }),
    ...(found.iptc && found.format === 'jpeg' && { iptc: bytesOf(found.iptc) }),
    ...(tiffTags && { tiffTags }),
  };
}
