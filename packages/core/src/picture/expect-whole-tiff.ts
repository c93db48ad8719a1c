import { ImageError } from '../errors.js';
import { bytesOfType, numberOfField, type TiffField, type TiffHead, tiffFields } from './tiff-directory.js';

/** The tags that say where strips or tiles lie, and those with their numbers of bytes (TIFF 6.0, sections 8 and 15). */
const places = [
  [273, 279],
  [324, 325],
] as const;

/** Whether bytes begin as a TIFF file does, classic or of offsets of 64 bits. */
export const isTiff = (bytes: Uint8Array): boolean => /^(II[*+]\0|MM\0[*+])$/.test(String.fromCharCode(...bytes.subarray(0, 4)));

/**
 * Looks whether the strips or tiles of a page of a TIFF file, and all values of its directory, lie inside the file. The codec library reads
 * missing pixels as black and leaves out a missing colour profile in silence.
 * @throws ImageError when one of them does not; RangeError when the directory itself does not.
 */
export function expectWholeTiff(head: TiffHead, page: number): void {
  const fields = new Map<number, TiffField>();
  for (const field of tiffFields(head, page)) {
    expectInside(head, field.from + field.count * bytesOfType(field.type));
    fields.set(field.tag, field);
  }
  for (const [offsetTag, countTag] of places) {
    const [offsets, counts] = [fields.get(offsetTag), fields.get(countTag)];
    if (offsets === undefined || counts === undefined) continue;
    for (let i = 0; i < offsets.count; i++) {
      expectInside(head, numberOfField(head, offsets, i) + (i < counts.count ? numberOfField(head, counts, i) : 0));
    }
  }
}

function expectInside({ view }: TiffHead, end: number): void {
  if (end > view.byteLength) throw new ImageError(`cut short: ${view.byteLength} bytes, expected at least ${end}`);
}
