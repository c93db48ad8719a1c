import {
  createSamples,
  estimateJpegQuality,
  ImageError,
  Picture,
  type PictureMetadata,
  type PictureOrigin,
  type SampleDepth,
  type Samples,
  uprightExif,
  uprightXmp,
} from '@cleargrain/core';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { bytesOf } from './bytes-of.js';
import { decodePortableMap } from './decode-portable-map.js';
import { expectWholePng } from './expect-whole-png.js';
import { expectWholeTiff } from './expect-whole-tiff.js';
import { isPortableMap } from './portable-map-header.js';
import { readPictureFile } from './read-picture-file.js';
import { spreadBits } from './spread-bits.js';
import { exifOfTiff } from './tiff-exif.js';

const pixelLimit = 400e6;
const formats = { png: 'png', jpeg: 'jpeg', webp: 'webp', heif: 'avif', tiff: 'tiff', gif: 'gif' } as const;
const depths: Readonly<Record<string, SampleDepth>> = { uchar: 8, ushort: 16, float: 32, double: 32 };
const spaces = {
  8: { gray: 'b-w', color: 'srgb', raw: 'uchar' },
  16: { gray: 'grey16', color: 'rgb16', raw: 'ushort' },
  32: { gray: 'b-w', color: 'scrgb', raw: 'float' },
} as const;
const graySpaces: readonly string[] = ['b-w', 'grey16'];
const rgbSpaces: readonly string[] = ['srgb', 'rgb16', 'scrgb', 'rgb'];

/** How a picture is read. */
export interface DecodeOptions {
  /** What messages call a picture that is given as bytes. Default: `picture`. */
  readonly name?: string;
}

/**
 * Reads a still picture from a file (`-` is standard input) or from bytes: PNG, JPEG, WebP, AVIF, TIFF, PNM, PFM or GIF. Samples come as the
 * file holds them, turned upright and never converted between colour profiles; only what is not grey or RGB (CMYK, Lab) becomes
 * sRGB and loses its profile. TIFF of 64-bit floats becomes 32-bit.
 * @throws ImageError, one line that names the file, when it is not a whole still picture of up to 400 megapixels.
 */
export async function decodePicture(input: string | Uint8Array, options: DecodeOptions = {}): Promise<Picture> {
  const name = typeof input === 'string' ? (input === '-' ? 'standard input' : input) : (options.name ?? 'picture');
  const bytes = typeof input === 'string' ? await readPictureFile(input) : input;
  if (bytes.length === 0) throw new ImageError(`${name}: empty, expected a picture`);
  try {
    return await decode(bytes);
  } catch (error) {
    throw new ImageError(`${name}: ${describe(error)}`, { cause: error });
  }
}

async function decode(bytes: Uint8Array): Promise<Picture> {
  if (isPortableMap(bytes)) {
    const picture = decodePortableMap(bytes, pixelLimit);
    if (picture.depth === 32) refuseNotFinite(picture);
    return picture;
  }
  const open = { failOn: 'truncated', limitInputPixels: false } as const;
  const found = await sharp(bytes, open).metadata();
  if (found.format === 'tiff') expectWholeTiff(bytes);
  if (found.format === 'png') expectWholePng(bytes);
  const origin = originOf(found, bytes);
  const { depth } = origin;
  const gray = graySpaces.includes(found.space);
  const direct = gray || rgbSpaces.includes(found.space);
  const hasAlpha = found.hasAlpha && (gray ? found.channels === 2 : found.channels > 3);
  const pipeline = () =>
    sharp(bytes, { ...open, ignoreIcc: direct })
      .autoOrient()
      .toColourspace(spaces[depth][gray ? 'gray' : 'color']);
  const raw = async (image: Sharp) => {
    const { data, info } = await image.raw({ depth: spaces[depth].raw }).toBuffer({ resolveWithObject: true });
    const samples = view(data, depth);
    // The codec library shifts the 10 or 12 bits of an AVIF file up, which leaves white short of 65535.
    if (found.format === 'heif' && samples instanceof Uint16Array) spreadBits(samples, found.bitsPerSample ?? 16);
    return { ...info, samples };
  };
  const main = await raw(pipeline());
  const bands = (gray ? 1 : 3) + (hasAlpha ? 1 : 0);
  const { width, height } = main;
  const picture = (samples: Samples) => new Picture({ width, height, channels: gray ? 1 : 3, hasAlpha, samples, origin });
  let result: Picture;
  if (main.channels === bands) {
    result = picture(main.samples);
  } else if (main.channels === 1 && bands === 2) {
    // Raw grey output leaves alpha out; it is read by itself.
    const alpha = await raw(pipeline().extractChannel(1));
    result = Picture.create({ width, height, channels: 1, hasAlpha: true, depth, origin });
    for (let i = 0; i < main.samples.length; i++) {
      result.samples[i * 2] = main.samples[i]!;
      result.samples[i * 2 + 1] = alpha.samples[i]!;
    }
  } else {
    throw new ImageError(`${found.channels} channels, expected grey or colour, with or without alpha`);
  }
  if (depth === 32) refuseNotFinite(result);
  return result;
}

function originOf(found: Metadata, bytes: Uint8Array): PictureOrigin {
  const { width, height } = found;
  const format = Object.entries(formats).find(([key]) => key === found.format)?.[1];
  if (format === undefined || (found.format === 'heif' && found.compression !== 'av1')) {
    throw new ImageError(`a ${found.format} file, expected PNG, JPEG, WebP, AVIF, TIFF, PNM, PFM or GIF`);
  }
  const pages = found.pages ?? 1;
  if (pages > 1) {
    const moving = format === 'tiff' ? `${pages} pages` : `animated, ${pages} frames`;
    throw new ImageError(`${moving}: only still pictures of one page can be read`);
  }
  if (width * height > pixelLimit) {
    throw new ImageError(`${width}×${height} pixels, expected at most ${pixelLimit / 1e6} megapixels`);
  }
  const depth = depths[found.depth];
  if (depth === undefined) throw new ImageError(`samples of type ${found.depth}, expected 8 or 16 bits without sign, or floats`);
  const metadata = metadataOf(found, bytes);
  if (format === 'jpeg') {
    const { chromaSubsampling } = found;
    const jpegQuality = estimateJpegQuality(bytes);
    return { format, depth, metadata, ...(jpegQuality && { jpegQuality }), ...(chromaSubsampling && { chromaSubsampling }) };
  }
  // The first chunk of a WebP file without loss is VP8L, or comes after the header of the extended format.
  const lossless = format === 'webp' && Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1 << 20)).includes('VP8L');
  return { format, depth, metadata, ...(lossless && { lossless }) };
}

function metadataOf(found: Metadata, bytes: Uint8Array): PictureMetadata {
  const direct = graySpaces.includes(found.space) || rgbSpaces.includes(found.space);
  const exif = found.exif ? bytesOf(found.exif) : found.format === 'tiff' ? exifOfTiff(bytes) : undefined;
  return {
    ...(found.icc && direct && { icc: bytesOf(found.icc) }),
    ...(exif && { exif: uprightExif(exif) }),
    ...(found.xmp && { xmp: uprightXmp(bytesOf(found.xmp)) }),
    ...(found.density && { density: found.density }),
  };
}

function view(bytes: Buffer, depth: SampleDepth): Samples {
  const size = depth / 8;
  if (bytes.byteOffset % size === 0 && bytes.buffer instanceof ArrayBuffer) {
    return createSamples(depth, bytes.length / size, bytes.buffer, bytes.byteOffset);
  }
  return createSamples(depth, bytes.length / size, new Uint8Array(bytes).buffer);
}

function refuseNotFinite({ samples, width, bands }: Picture): void {
  let count = 0;
  let first = 0;
  for (let i = 0; i < samples.length; i++) {
    if (Number.isFinite(samples[i]!)) continue;
    if (count === 0) first = i;
    count++;
  }
  if (count === 0) return;
  const pixel = Math.floor(first / bands);
  const where = `the first at (${pixel % width}, ${Math.floor(pixel / width)})`;
  throw new ImageError(`${count} ${count === 1 ? 'sample is' : 'samples are'} not a finite number (${where}), expected finite numbers`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ImageError) return error.message;
  const line = error.message.split('\n', 1)[0]!;
  if (line.includes('unsupported image format')) return 'not a picture, expected PNG, JPEG, WebP, AVIF, TIFF, PNM, PFM or GIF';
  return `a damaged or incomplete picture (${line})`;
}
