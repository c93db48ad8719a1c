import {
  createSamples,
  exifOfTiff,
  expectWholeTiff,
  expectWithinPixelLimit,
  ImageError,
  openTiff,
  otherTagsOfTiff,
  Picture,
  type PictureMetadata,
  type SampleDepth,
  type Samples,
  tiffPageOffsets,
  uprightExif,
  uprightXmp,
  whiteOf,
} from '@cleargrain/core';
import type { GeoTIFFImage, TypedArray } from 'geotiff';
import { latinBytes } from './latin-text.js';
import { refuseNotFinite } from './refuse-not-finite.js';
import { tiffAsRgb } from './tiff-as-rgb.js';
import { turnUpright } from './turn-upright.js';

/** Values of the tag PhotometricInterpretation (TIFF 6.0, section 8). */
const [whiteIsZero, blackIsZero, rgb] = [0, 1, 2];
const floats = 3;

/** The first number of a tag, whose value may be one number or several. */
async function numberOf({ fileDirectory }: GeoTIFFImage, tag: number): Promise<number | undefined> {
  const value: unknown = await fileDirectory.loadValue(tag);
  const first: unknown = typeof value === 'object' && value !== null && 0 in value ? value[0] : value;
  return typeof first === 'number' ? first : undefined;
}

async function bytesOf({ fileDirectory }: GeoTIFFImage, tag: number): Promise<Uint8Array | undefined> {
  const value: unknown = await fileDirectory.loadValue(tag);
  if (typeof value === 'string') return latinBytes(value);
  return value instanceof Uint8Array && value.length > 0 ? value.slice() : undefined;
}

async function densityOf(image: GeoTIFFImage): Promise<number | undefined> {
  const value: unknown = await image.fileDirectory.loadValue(282);
  const unit = (await numberOf(image, 296)) ?? 2;
  if (typeof value !== 'object' || value === null || !(0 in value) || !(1 in value) || unit === 1) return undefined;
  const density = Number(value[0]) / Number(value[1]);
  return density > 0 && Number.isFinite(density) ? density * (unit === 3 ? 2.54 : 1) : undefined;
}

async function metadataOf(image: GeoTIFFImage, bytes: Uint8Array, keepsColour: boolean): Promise<PictureMetadata> {
  const [icc, xmp, density] = [await bytesOf(image, 34675), await bytesOf(image, 700), await densityOf(image)];
  const [exif, tiffTags] = [exifOfTiff(bytes), otherTagsOfTiff(bytes)];
  return {
    ...(icc && keepsColour && { icc }),
    ...(exif && { exif: uprightExif(exif) }),
    ...(xmp && { xmp: uprightXmp(xmp) }),
    ...(density && { density }),
    ...(tiffTags && { tiffTags }),
  };
}

function fileDepth(image: GeoTIFFImage): SampleDepth {
  const bits = image.getBitsPerSample();
  const format = image.getSampleFormat();
  if (format === floats && (bits === 16 || bits === 32 || bits === 64)) return 32;
  if (format !== floats && format !== 2 && bits >= 1 && bits <= 8) return 8;
  if (format !== floats && format !== 2 && bits === 16) return 16;
  throw new ImageError(`${bits} bits a sample${format === 2 ? ' with sign' : ''}, expected up to 8, or 16 bits without sign, or floats`);
}

/** Takes the wanted bands of interleaved samples, in their depth. */
function takeBands(source: TypedArray, given: number, wanted: number, depth: SampleDepth): Samples {
  const { buffer, byteOffset, length, BYTES_PER_ELEMENT: size } = source;
  // The array itself has properties of its own, a view of its memory has none.
  if (given === wanted && size * 8 === depth && buffer instanceof ArrayBuffer) return createSamples(depth, length, buffer, byteOffset);
  const samples = createSamples(depth, (source.length / given) * wanted);
  for (let from = 0, to = 0; from < source.length; from += given) {
    for (let band = 0; band < wanted; band++) samples[to++] = source[from + band]!;
  }
  return samples;
}

/** Samples of fewer bits, spread so that white is 255. */
function spread(samples: Samples, bits: number): void {
  const highest = 2 ** bits - 1;
  for (let at = 0; at < samples.length; at++) samples[at] = Math.round((samples[at]! * 255) / highest);
}

/** Colour that is stored multiplied by alpha, as it was before. */
function unmultiply(samples: Samples, bands: number, white: number): void {
  for (let at = 0; at < samples.length; at += bands) {
    const alpha = samples[at + bands - 1]!;
    if (alpha === 0 || alpha === white) continue;
    for (let band = 0; band < bands - 1; band++)
      samples[at + band] = Math.min(white, (samples[at + band]! * white) / alpha + (white === 1 ? 0 : 0.5));
  }
}

function expectOneWholePage(bytes: Uint8Array): void {
  try {
    const head = openTiff(bytes);
    const [page, ...others] = tiffPageOffsets(head);
    if (page === undefined) throw new ImageError('no picture in it');
    if (others.length > 0) throw new ImageError(`${others.length + 1} pages: only still pictures of one page can be read`);
    expectWholeTiff(head, page);
  } catch (error) {
    if (error instanceof RangeError) throw new ImageError(`cut short: its directory lies outside the file of ${bytes.length} bytes`);
    throw error;
  }
}

/**
 * Reads a TIFF file of one page: grey or colour, 8 or 16 bits or floats, strips or tiles, any of the usual compressions. Grey of fewer
 * bits becomes grey of 8; palettes, YCbCr, CMYK and Lab become colour of 8 bits, without the profile.
 * @throws ImageError when it is not one whole page, or its samples are of a kind that is not read; what the decoder throws when its content
 * is not valid.
 */
export async function decodeTiff(bytes: Uint8Array): Promise<Picture> {
  expectOneWholePage(bytes);
  // Loaded when the first TIFF file comes.
  const { fromArrayBuffer } = await import('geotiff');
  const tiff = await fromArrayBuffer(new Uint8Array(bytes).buffer);
  const image = await tiff.getImage();
  const [width, height] = [image.getWidth(), image.getHeight()];
  expectWithinPixelLimit(width, height);
  const photometric = (await numberOf(image, 262)) ?? blackIsZero;
  const [bits, given] = [image.getBitsPerSample(), image.getSamplesPerPixel()];
  // The decoder takes them from the wrong places.
  if (bits < 8 && given > 1) throw new ImageError(`${given} samples of ${bits} bits a pixel, expected one, or 8 bits`);
  const direct = [whiteIsZero, blackIsZero, rgb].includes(photometric);
  const metadata = await metadataOf(image, bytes, direct);
  const orientation = (await numberOf(image, 274)) ?? 1;
  if (!direct) {
    const samples = await tiffAsRgb(image, photometric);
    return turnUpright(new Picture({ width, height, channels: 3, samples, origin: { format: 'tiff', depth: 8, metadata } }), orientation);
  }
  const depth = fileDepth(image);
  const channels = photometric === rgb ? 3 : 1;
  const extra = given > channels ? await numberOf(image, 338) : undefined;
  const hasAlpha = extra === 1 || extra === 2;
  const bands = channels + (hasAlpha ? 1 : 0);
  const data = await image.readRasters({ interleave: true });
  const samples = takeBands(data, given, bands, depth);
  if (bits < 8) spread(samples, bits);
  const white = whiteOf(depth);
  if (photometric === whiteIsZero) for (let at = 0; at < samples.length; at += bands) samples[at] = white - samples[at]!;
  if (extra === 1) unmultiply(samples, bands, white);
  const picture = new Picture({ width, height, channels, hasAlpha, samples, origin: { format: 'tiff', depth, metadata } });
  if (depth === 32) refuseNotFinite(picture);
  return turnUpright(picture, orientation);
}
