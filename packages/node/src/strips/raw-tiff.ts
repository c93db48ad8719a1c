import type { FileHandle } from 'node:fs/promises';
import type { PictureMetadata, SampleDepth } from '@cleargrain/core';
import { type TiffEntry, tiffDirectoryBytes, tiffNumbers } from '@cleargrain/core';
import { writeFully } from './byte-reader.js';

/** Interleaved samples, `[height, width, bands]`; an even number of bands ends with alpha. */
export interface RawLayout {
  readonly width: number;
  readonly height: number;
  readonly bands: 1 | 2 | 3 | 4;
  readonly depth: SampleDepth;
}

/** Where the samples of a raw TIFF file begin. */
export const rawTiffStart = 16;
const stripBytes = 1 << 20;

/** Bytes of one row. */
export const rowBytesOf = ({ width, bands, depth }: RawLayout): number => (width * bands * depth) / 8;

/**
 * Makes an uncompressed TIFF file of samples that lie, row after row, from `rawTiffStart`: its head, and its directory behind the samples. BigTIFF
 * when 32 bits do not reach.
 */
export async function finishRawTiff(handle: FileHandle, layout: RawLayout, { icc, xmp, density }: PictureMetadata = {}): Promise<void> {
  const { width, height, bands, depth } = layout;
  const rowBytes = rowBytesOf(layout);
  const end = rawTiffStart + rowBytes * height;
  // The directory and what stands behind it are smaller than this.
  const big = end + (icc?.length ?? 0) + (xmp?.length ?? 0) + 64e6 >= 2 ** 32;
  const rows = Math.min(height, Math.max(1, Math.floor(stripBytes / rowBytes)));
  const strips = Array.from({ length: Math.ceil(height / rows) }, (_, strip) => strip * rows);
  const wide = big ? 16 : 4;
  const perBand = (value: number) => Array.from({ length: bands }, () => value);
  const bytes = (tag: number, type: number, value: Uint8Array): TiffEntry => ({ tag, type, count: value.length, value });
  const resolution = (tag: number, value: number): TiffEntry => {
    const { value: rational } = tiffNumbers(tag, 4, [Math.round(value * 1000), 1000]);
    return { tag, type: 5, count: 1, value: rational };
  };
  const entries = [
    tiffNumbers(256, 4, [width]),
    tiffNumbers(257, 4, [height]),
    tiffNumbers(258, 3, perBand(depth)),
    tiffNumbers(259, 3, [1]),
    tiffNumbers(262, 3, [bands < 3 ? 1 : 2]),
    tiffNumbers(
      273,
      wide,
      strips.map((row) => rawTiffStart + row * rowBytes),
    ),
    tiffNumbers(277, 3, [bands]),
    tiffNumbers(278, 4, [rows]),
    tiffNumbers(
      279,
      wide,
      strips.map((row) => Math.min(rows, height - row) * rowBytes),
    ),
    ...(density ? [resolution(282, density), resolution(283, density), tiffNumbers(296, 3, [2])] : []),
    tiffNumbers(284, 3, [1]),
    ...(bands % 2 === 0 ? [tiffNumbers(338, 3, [2])] : []),
    tiffNumbers(339, 3, perBand(depth === 32 ? 3 : 1)),
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
