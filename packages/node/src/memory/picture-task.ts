import { open, stat } from 'node:fs/promises';
import type { ImageFormat } from '@cleargrain/core';
import sharp, { type Metadata } from 'sharp';
import { isPortableMap, readPortableMapHeader } from '../codec/portable-map-header.js';
import { depthOfType } from '../codec/sample-types.js';
import { endsWithAlpha, formatOf, isDirect, isGray } from '../codec/sharp-origin.js';
import { firstBytes } from '../files/first-bytes.js';
import { type ByteReader, fileReader, memoryReader } from '../strips/byte-reader.js';
import type { PictureTask } from './plan-memory.js';
import { specialTask } from './special-task.js';

/** How the result is written. */
export interface Asked {
  readonly format: ImageFormat;
  readonly lossless?: boolean | undefined;
  readonly quality?: number | undefined;
}

/**
 * Looks at the head of a picture's file for what decides how much memory it takes; undefined when that cannot be read: its decoder then says what is
 * wrong with it.
 */
export async function pictureTask(input: string | Uint8Array, asked: Asked): Promise<PictureTask | undefined> {
  try {
    const fileBytes = typeof input === 'string' ? (await stat(input)).size : input.length;
    const head = typeof input === 'string' ? await firstBytes(input, 4096) : input.subarray(0, 4096);
    const output = { fileBytes, streamed: typeof input !== 'string', output: asked.format };
    if (isPortableMap(head)) return { ...portableMap(head), ...output, lossless: asked.lossless === true };
    const special = await withReader(input, (reader) => specialTask(reader, head));
    if (special !== undefined) return { ...special, ...output, lossless: asked.lossless === true };
    const found = await sharp(input, { limitInputPixels: false }).metadata();
    const decoded = decodedBy(found);
    if (decoded === undefined) return undefined;
    // A WebP file without loss is written as such again.
    const lossless = asked.lossless ?? (decoded.format === 'webp' && asked.quality === undefined);
    return { ...decoded, ...output, lossless };
  } catch {
    return undefined;
  }
}

async function withReader<T>(input: string | Uint8Array, use: (reader: ByteReader) => Promise<T>): Promise<T> {
  if (typeof input !== 'string') return use(memoryReader(input));
  const handle = await open(input);
  try {
    return await use(await fileReader(handle));
  } finally {
    await handle.close();
  }
}

function portableMap(head: Uint8Array) {
  const { width, height, channels, coding, white } = readPortableMapHeader(head);
  const floats = coding.endsWith('floats');
  const pixelBytes = channels * (floats ? 4 : white > 255 ? 2 : 1);
  return {
    format: floats ? ('pfm' as const) : ('pnm' as const),
    width,
    height,
    pixelBytes,
    inPasses: coding === 'text',
    turned: false,
    pages: 1,
  };
}

function decodedBy(found: Metadata) {
  const heic = found.format === 'heif' && found.compression === 'hevc';
  const format = heic ? ('heic' as const) : formatOf(found);
  const depth = depthOfType[found.depth];
  if (format === undefined || depth === undefined || (format !== 'tiff' && !heic && (found.pages ?? 1) > 1)) return undefined;
  // What is neither grey nor RGB becomes RGB.
  const bands = Math.max((isGray(found) ? 1 : 3) + (endsWithAlpha(found) ? 1 : 0), isDirect(found) ? 0 : 4);
  const turned = (found.orientation ?? 1) > 1;
  const { width, height } = turned && found.orientation! > 4 ? { width: found.height, height: found.width } : found;
  return {
    format,
    width,
    height,
    pixelBytes: (bands * depth) / 8,
    inPasses: found.isProgressive === true,
    turned: turned && !heic,
    pages: heic ? 1 : (found.pages ?? 1),
  };
}
