import { ImageError } from '../errors.js';

/** The tags that say where strips or tiles lie, and those with their numbers of bytes (TIFF 6.0, sections 8 and 15). */
const places = [
  [273, 279],
  [324, 325],
] as const;
/** Bytes a value of each field type (TIFF 6.0, section 2). */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/**
 * Looks whether the strips or tiles of a TIFF file's first page, and all values of its directory, lie inside the file. The codec library reads
 * missing pixels as black and leaves out a missing colour profile in silence.
 * Files with offsets of 64 bits (BigTIFF) are not looked at.
 * @throws ImageError when one of them does not, or the directory itself does not.
 */
export function expectWholeTiff(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const little = view.getUint16(0) === 0x4949;
    if (view.getUint16(2, little) !== 42) return;
    const arrays = arraysOf(view, little, view.getUint32(4, little));
    for (const [offsetTag, countTag] of places) {
      const [offsets, counts] = [arrays.get(offsetTag), arrays.get(countTag)];
      if (offsets === undefined || counts === undefined) continue;
      for (let i = 0; i < offsets.length; i++) {
        const end = offsets.at(i) + (i < counts.length ? counts.at(i) : 0);
        expectInside(view, end);
      }
    }
  } catch (error) {
    if (error instanceof RangeError) throw new ImageError('a damaged or incomplete picture (its directory lies outside the file)');
    throw error;
  }
}

function expectInside(view: DataView, end: number): void {
  if (end > view.byteLength) throw new ImageError(`cut short: ${view.byteLength} bytes, expected at least ${end}`);
}

interface Numbers {
  readonly length: number;
  at(index: number): number;
}

function arraysOf(view: DataView, little: boolean, directory: number): ReadonlyMap<number, Numbers> {
  const arrays = new Map<number, Numbers>();
  for (let i = 0; i < view.getUint16(directory, little); i++) {
    const entry = directory + 2 + i * 12;
    const size = sizes[view.getUint16(entry + 2, little)] ?? 0;
    const length = view.getUint32(entry + 4, little);
    const start = length * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    expectInside(view, start + length * size);
    if (size !== 2 && size !== 4) continue;
    arrays.set(view.getUint16(entry, little), {
      length,
      at: (index) => (size === 2 ? view.getUint16(start + index * 2, little) : view.getUint32(start + index * 4, little)),
    });
  }
  return arrays;
}
