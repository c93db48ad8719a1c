import {
  expectWholePng,
  expectWholeTiff,
  ImageError,
  isPng,
  isTiff,
  openTiff,
  Picture,
  type Samples,
  tiffPageOffsets,
} from '@cleargrain/core';
import sharp, { type Sharp } from 'sharp';
import { memoryReader } from '../strips/byte-reader.js';
import { colorSpaceOf } from './color-space.js';
import type { PageReader } from './page-reader.js';
import { refuseNotFinite } from './refuse-not-finite.js';
import { typeOfDepth } from './sample-types.js';
import { endsWithAlpha, isDirect, isGray, sharpOrigin } from './sharp-origin.js';
import { spreadBits } from './spread-bits.js';
import { viewSamples } from './view-samples.js';

const open = { failOn: 'truncated', limitInputPixels: false } as const;
/** The codec library walks through all pages before the one that it opens. */
const mostPages = 10_000;

/**
 * The pages of a file that the codec library reads: PNG, JPEG, WebP, AVIF, TIFF or GIF.
 * @throws ImageError when it moves; what the library throws when it is no picture.
 */
export async function sharpPages(bytes: Uint8Array): Promise<PageReader> {
  if (isPng(bytes)) await expectWholePng(memoryReader(bytes));
  const tiffCount = isTiff(bytes) ? tiffPages(bytes) : undefined;
  const { format, pages = 1 } = await sharp(bytes, open).metadata();
  const count = tiffCount ?? pages;
  if (format !== 'tiff' && pages > 1) throw new ImageError(`animated, ${pages} frames: only still pictures can be read`);
  return { count, unit: 'pages', read: (page) => readPage(bytes, page) };
}

function tiffPages(bytes: Uint8Array): number {
  const head = openTiff(bytes);
  try {
    const count = tiffPageOffsets(head).length;
    if (count > mostPages) throw new ImageError(`${count} pages, expected at most ${mostPages}`);
    return count;
  } catch (error) {
    if (error instanceof RangeError) throw directoryOutside(bytes);
    throw error;
  }
}

const directoryOutside = ({ length }: Uint8Array) => new ImageError(`cut short: its directory lies outside the file of ${length} bytes`);

function expectWholePage(bytes: Uint8Array, page: number): void {
  try {
    const head = openTiff(bytes);
    expectWholeTiff(head, tiffPageOffsets(head)[page]!);
  } catch (error) {
    if (error instanceof RangeError) throw directoryOutside(bytes);
    throw error;
  }
}

async function readPage(bytes: Uint8Array, page: number): Promise<Picture> {
  const found = await sharp(bytes, { ...open, ...(page > 0 && { page }) }).metadata();
  if (found.format === 'tiff') expectWholePage(bytes, page);
  const origin = await sharpOrigin(found, bytes, page);
  const { depth } = origin;
  const channels = isGray(found) ? 1 : 3;
  const hasAlpha = endsWithAlpha(found);
  const pipeline = () =>
    sharp(bytes, { ...open, ...(page > 0 && { page }), ignoreIcc: isDirect(found) })
      .autoOrient()
      .toColourspace(colorSpaceOf(depth, channels));
  const raw = async (image: Sharp) => {
    const { data, info } = await image.raw({ depth: typeOfDepth[depth] }).toBuffer({ resolveWithObject: true });
    const samples = viewSamples(data, depth);
    // The codec library shifts the 10 or 12 bits of an AVIF file up, which leaves white short of 65535.
    if (found.format === 'heif' && samples instanceof Uint16Array) spreadBits(samples, found.bitsPerSample ?? 16);
    return { ...info, samples };
  };
  const main = await raw(pipeline());
  const bands = channels + (hasAlpha ? 1 : 0);
  const { width, height } = main;
  const picture = (samples: Samples) => new Picture({ width, height, channels, hasAlpha, samples, origin });
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
