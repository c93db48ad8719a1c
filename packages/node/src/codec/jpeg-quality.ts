/** The luminance table of ITU-T T.81, annex K, in zigzag order: what a JPEG of quality 50 uses. */
const annexK = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55,
  64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];

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
          return annexK.map((_, i) => (wide ? jpeg[start + i * 2]! * 256 + jpeg[start + i * 2 + 1]! : jpeg[start + i]!));
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
    const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
    let difference = 0;
    for (let i = 0; i < 64; i++) {
      const step = Math.min(255, Math.max(1, Math.floor((annexK[i]! * scale + 50) / 100)));
      difference += Math.abs(step - table[i]!);
    }
    if (difference < least) {
      least = difference;
      best = quality;
    }
  }
  return best;
}
