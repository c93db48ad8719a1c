import type { FileHandle } from 'node:fs/promises';
import { type PictureMetadata, type SampleLayout, type TiffEntry, tiffDirectoryBytes, tiffSampleEntries } from '@cleargrain/core';
import { writeFully } from './byte-reader.js';

/** Where the samples of a raw TIFF file begin. */
export const rawTiffStart = 16;

/** Bytes of one row. */
export const rowBytesOf = ({ width, bands, depth }: SampleLayout): number => (width * bands * depth) / 8;

/**
 * Makes an uncompressed TIFF file of samples that lie, row after row, from `rawTiffStart`: its head, and its directory behind the samples. BigTIFF
 * when 32 bits do not reach.
 */
export async function finishRawTiff(handle: FileHandle, layout: SampleLayout, { icc, xmp, density }: PictureMetadata = {}): Promise<void> {
  const end = rawTiffStart + rowBytesOf(layout) * layout.height;
  // The directory and what stands behind it are smaller than this.
  const big = end + (icc?.length ?? 0) + (xmp?.length ?? 0) + 64e6 >= 2 ** 32;
  const bytes = (tag: number, type: number, value: Uint8Array): TiffEntry => ({ tag, type, count: value.length, value });
  const entries = [
    ...tiffSampleEntries(layout, rawTiffStart, density, big),
    ...(xmp ? [bytes(700, 1, xmp)] : []),
    ...(icc ? [bytes(34675, 7, icc)] : []),
  ];
  const base = end + (end % 2);
  await writeFully(handle, tiffDirectoryBytes(entries, base, big), base);
  const head = new DataView(new ArrayBuffer(rawTiffStart));
  head.setUint16(0, 0x4949, true);
  head.setUint16(2, big ? 43 : 42, true);
  if (big) {
    head.setUint16(4, 8, true);
    head.setBigUint64(8, BigInt(base), true);
  } else head.setUint32(4, base, true);
  await writeFully(handle, new Uint8Array(head.buffer), 0);
}
