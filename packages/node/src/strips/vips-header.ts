import type { FileHandle } from 'node:fs/promises';
import { ImageError } from '@cleargrain/core';
import { readFully } from './byte-reader.js';

/** Where the samples of a file of the codec library's own kind begin. */
export const vipsStart = 64;

/** The library's numbers for the types of samples. */
const sampleTypes = { 0: 'uchar', 2: 'ushort', 6: 'float', 8: 'double' } as const;

/** What such a file holds: interleaved samples in the machine's byte order. */
export interface VipsHeader {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly type: 'uchar' | 'ushort' | 'float' | 'double';
}

/**
 * Reads the header of a file of libvips' own format (libvips, iofuncs/vips.c).
 * @throws ImageError when it is not one of unsigned integers of 8 or 16 bits, or floats.
 */
export async function readVipsHeader(handle: FileHandle): Promise<VipsHeader> {
  const bytes = new Uint8Array(vipsStart);
  await readFully(handle, bytes, 0);
  const view = new DataView(bytes.buffer);
  const little = view.getUint32(0) === 0xb6a6f208;
  const [width, height, bands, number] = [4, 8, 12, 20].map((at) => view.getInt32(at, little)) as [number, number, number, number];
  const type = Object.entries(sampleTypes).find(([key]) => Number(key) === number)?.[1];
  if (type === undefined) throw new ImageError(`samples of libvips type ${number}, expected 8 or 16 bits without sign, or floats`);
  return { width, height, bands, type };
}
