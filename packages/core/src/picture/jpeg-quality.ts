import { quantisationTable } from '../noise/jpeg/quantisation-table.js';

/** Where in a block of 8×8, row after row, the numbers of a file's table belong: the zigzag of ITU-T T.81, figure 5. */
const zigzag = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57,
  50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/** The first table for light, in the order of the file. */
function luminanceTable(jpeg: Uint8Array): number[] | undefined {
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda) return undefined;
    const end = at + 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
    if (marker === 0xdb) {
      for (let table = at + 4; table < end; ) {
        const wide = jpeg[table]! >> 4 !== 0;
        const size = wide ? 128 : 64;
        if (table + 1 + size > jpeg.length) return undefined;
        const start = table + 1;
        if ((jpeg[table]! & 15) === 0) {
          return zigzag.map((_, i) => (wide ? jpeg[start + i * 2]! * 256 + jpeg[start + i * 2 + 1]! : jpeg[start + i]!));
        }
        table = start + size;
      }
    }
    at = end;
  }
  return undefined;
}

/**
 * The quality, 1 to 100, whose standard table is nearest to the luminance table of a JPEG file: exact for the files of most
 * encoders, the nearest in strength for those with tables of their own. Undefined when there is no table.
 */
export function estimateJpegQuality(jpeg: Uint8Array): number | undefined {
  const table = luminanceTable(jpeg);
  if (table === undefined) return undefined;
  let best: number | undefined;
  let least = Infinity;
  for (let quality = 100; quality >= 1; quality--) {
    const standard = quantisationTable('light', quality);
    const difference = table.reduce((sum, step, i) => sum + Math.abs(step - standard[zigzag[i]!]!), 0);
    if (difference < least) {
      least = difference;
      best = quality;
    }
  }
  return best;
}
