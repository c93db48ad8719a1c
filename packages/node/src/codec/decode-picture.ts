import { createSamples, ImageError, Picture, type SampleDepth, type Samples } from '@cleargrain/core';
import sharp, { type Sharp } from 'sharp';
import { decodePortableMap } from './decode-portable-map.js';
import { describeDecodeError } from './describe-decode-error.js';
import { expectWholeTiff } from './expect-whole-tiff.js';
import { notFiniteError } from './not-finite-error.js';
import { isPortableMap } from './portable-map-header.js';
import { readPictureFile } from './read-picture-file.js';
import { isDirect, isGray, pixelLimit, sharpOrigin } from './sharp-origin.js';
import { spreadBits } from './spread-bits.js';

const spaces = {
  8: { gray: 'b-w', color: 'srgb', raw: 'uchar' },
  16: { gray: 'grey16', color: 'rgb16', raw: 'ushort' },
  32: { gray: 'b-w', color: 'scrgb', raw: 'float' },
} as const;

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
    throw new ImageError(`${name}: ${describeDecodeError(error)}`, { cause: error });
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
  const origin = sharpOrigin(found, bytes);
  const { depth } = origin;
  const gray = isGray(found);
  const hasAlpha = found.hasAlpha && (gray ? found.channels === 2 : found.channels > 3);
  const pipeline = () =>
    sharp(bytes, { ...open, ignoreIcc: isDirect(found) })
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
  if (count > 0) throw notFiniteError(count, first, width, bands);
}
