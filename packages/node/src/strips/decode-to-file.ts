import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { expectWholePng, expectWithinPixelLimit, ImageError, isPng, type SampleDepth } from '@cleargrain/core';
import sharp from 'sharp';
import { colorSpaceOf } from '../codec/color-space.js';
import { decodePortableMap } from '../codec/decode-portable-map.js';
import { isPortableMap, readPortableMapHeader } from '../codec/portable-map-header.js';
import { typeOfDepth } from '../codec/sample-types.js';
import { endsWithAlpha, isDirect, isGray, sharpOrigin } from '../codec/sharp-origin.js';
import { spreadBits } from '../codec/spread-bits.js';
import { firstBytes } from '../files/first-bytes.js';
import { fileReader, readFully, writeFully } from './byte-reader.js';
import { compactTiff } from './compact-tiff.js';
import type { RawContent } from './raw-source.js';
import { runCodec } from './run-codec.js';
import { readVipsHeader, vipsStart } from './vips-header.js';

/** Enough for what stands before the pixels of a JPEG or WebP file. */
const headBytes = 16e6;
const chunkBytes = 2 ** 22;

/**
 * Decodes a picture into a file in `folder`, as `decodePicture` does into memory, a few rows at a time where its format allows that.
 * @throws ImageError when it is of a kind that is not read; the codec library's Error when it is damaged.
 */
export async function decodeToFile(input: string, folder: string, signal: AbortSignal | undefined): Promise<RawContent> {
  const head = await firstBytes(input, 4096);
  if (isPng(head)) await expectWholePngFile(input);
  return isPortableMap(head)
    ? decodeMap(input, head, path.join(folder, 'picture'), signal)
    : decodeBySharp(input, path.join(folder, 'picture.v'), signal);
}

async function decodeBySharp(input: string, raw: string, signal: AbortSignal | undefined): Promise<RawContent> {
  const found = await sharp(input, { failOn: 'truncated', limitInputPixels: false }).metadata();
  const origin = await sharpOrigin(found, found.format === 'tiff' ? await compactTiffOf(input) : await firstBytes(input, headBytes), 0);
  const { depth } = origin;
  const channels = isGray(found) ? 1 : 3;
  const bands = (channels + (endsWithAlpha(found) ? 1 : 0)) as 1 | 2 | 3 | 4;
  const space = colorSpaceOf(depth, channels);
  await runCodec({ kind: 'decode', input, output: raw, space, direct: isDirect(found) }, signal);
  const handle = await open(raw, 'r');
  try {
    const { width, height, bands: decoded, type } = await readVipsHeader(handle);
    if (decoded !== bands) throw new ImageError(`${found.channels} channels, expected grey or colour, with or without alpha`);
    const doubles = type === 'double';
    if (type !== typeOfDepth[depth] && !(doubles && depth === 32))
      throw new ImageError(`samples that became ${type}, expected ${typeOfDepth[depth]}`);
    const bits = found.bitsPerSample ?? 16;
    const correct = (samples: Uint8Array | Uint16Array | Float32Array) => {
      if (samples instanceof Uint16Array) spreadBits(samples, bits);
    };
    const content = { handle, start: vipsStart, width, height, bands, depth, origin, doubles };
    // The codec library shifts the 10 or 12 bits of an AVIF file up, which leaves white short of 65535.
    return found.format === 'heif' && depth === 16 ? { ...content, correct } : content;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function expectWholePngFile(file: string): Promise<void> {
  const handle = await open(file);
  try {
    await expectWholePng(await fileReader(handle));
  } finally {
    await handle.close();
  }
}

async function compactTiffOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    return await compactTiff(await fileReader(handle));
  } finally {
    await handle.close();
  }
}

/** Decodes a map some rows at a time: each chunk, with a head of its own, is a map. */
async function decodeMap(input: string, head: Uint8Array, raw: string, signal: AbortSignal | undefined): Promise<RawContent> {
  const header = readPortableMapHeader(head);
  const { width, height, channels, coding, white, start } = header;
  expectWithinPixelLimit(width, height);
  if (coding === 'text') throw new ImageError('a PNM file of text can only be decoded as a whole: convert it to a binary one first');
  const floats = coding !== 'integers';
  const depth: SampleDepth = floats ? 32 : white > 255 ? 16 : 8;
  const rowBytes = (width * channels * depth) / 8;
  const from = await open(input);
  let to: FileHandle | undefined;
  try {
    to = await open(raw, 'wx+');
    const { size } = await from.stat();
    if (size - start < rowBytes * height) {
      throw new ImageError(`cut short: ${Math.max(0, size - start)} bytes of samples, expected ${rowBytes * height}`);
    }
    const step = Math.max(1, Math.floor(chunkBytes / rowBytes));
    for (let y = 0; y < height; y += step) {
      signal?.throwIfAborted();
      const count = Math.min(step, height - y);
      const chunkHead = Buffer.from(
        `${String.fromCharCode(head[0]!, head[1]!)} ${width} ${count} ${floats ? (coding === 'little-endian floats' ? -1 : 1) : white}\n`,
        'latin1',
      );
      const chunk = new Uint8Array(chunkHead.length + count * rowBytes);
      chunk.set(chunkHead);
      // PFM has the lowest row first.
      await readFully(from, chunk.subarray(chunkHead.length), start + (floats ? height - y - count : y) * rowBytes);
      const { samples } = decodePortableMap(chunk);
      await writeFully(to, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), y * rowBytes);
    }
    const origin = { format: floats ? ('pfm' as const) : ('pnm' as const), depth, metadata: {} };
    return { handle: to, start: 0, width, height, bands: channels, depth, origin };
  } catch (error) {
    await to?.close();
    throw error;
  } finally {
    await from.close();
  }
}
