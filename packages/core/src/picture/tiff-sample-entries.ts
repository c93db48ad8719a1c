import type { SampleDepth } from './samples.js';
import { type TiffEntry, tiffNumbers } from './tiff-directory.js';

/** The shape of interleaved samples: `[height, width, bands]`; an even number of bands ends with alpha. */
export interface SampleLayout {
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Samples a pixel: the channels, and alpha where there is one. */
  readonly bands: 1 | 2 | 3 | 4;
  /** Bits a sample; 32 are floats. */
  readonly depth: SampleDepth;
}

const stripBytes = 1 << 20;

/** The strips of an uncompressed TIFF page: bytes of a row, rows of a strip, and how many strips. */
export function tiffStrips({ width, height, bands, depth }: SampleLayout) {
  const rowBytes = (width * bands * depth) / 8;
  const rows = Math.min(height, Math.max(1, Math.floor(stripBytes / rowBytes)));
  return { rowBytes, rows, count: Math.ceil(height / rows) };
}

function resolution(tag: number, pixelsPerInch: number): TiffEntry {
  const { value } = tiffNumbers(tag, 4, [Math.round(pixelsPerInch * 1000), 1000]);
  return { tag, type: 5, count: 1, value };
}

/**
 * The entries of a TIFF directory that say how samples lie uncompressed, row after row, from byte `start` on (TIFF 6.0, section 8); with
 * `density`, pixels per inch. `big` makes offsets of 64 bits.
 */
export function tiffSampleEntries(layout: SampleLayout, start: number, density?: number, big = false): TiffEntry[] {
  const { width, height, bands, depth } = layout;
  const { rowBytes, rows, count } = tiffStrips(layout);
  const perBand = (value: number) => Array.from({ length: bands }, () => value);
  const perStrip = (valueAt: (row: number) => number) => Array.from({ length: count }, (_, strip) => valueAt(strip * rows));
  const wide = big ? 16 : 4;
  const offsets = perStrip((row) => start + row * rowBytes);
  const sizes = perStrip((row) => Math.min(rows, height - row) * rowBytes);
  return [
    tiffNumbers(256, 4, [width]),
    tiffNumbers(257, 4, [height]),
    tiffNumbers(258, 3, perBand(depth)),
    tiffNumbers(259, 3, [1]),
    tiffNumbers(262, 3, [bands < 3 ? 1 : 2]),
    tiffNumbers(273, wide, offsets),
    tiffNumbers(277, 3, [bands]),
    tiffNumbers(278, 4, [rows]),
    tiffNumbers(279, wide, sizes),
    ...(density ? [resolution(282, density), resolution(283, density), tiffNumbers(296, 3, [2])] : []),
    tiffNumbers(284, 3, [1]),
    ...(bands % 2 === 0 ? [tiffNumbers(338, 3, [2])] : []),
    tiffNumbers(339, 3, perBand(depth === 32 ? 3 : 1)),
  ];
}
