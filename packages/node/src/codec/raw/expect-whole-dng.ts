import { expectWholeTiff, ImageError, numberOfField, openTiff, tiffFields } from '@cleargrain/core';

/** Fields that point to directories: of pictures below the main one, of EXIF, of GPS. */
const pointers: ReadonlySet<number> = new Set([330, 34665, 34853]);

/**
 * Looks whether all directories of a DNG file, their values and pixels lie inside the file. The decoder passes over what is missing behind the
 * sensor's pixels, which would be lost.
 * @throws ImageError when one does not.
 */
export function expectWholeDng(bytes: Uint8Array): void {
  const head = openTiff(bytes);
  try {
    expectWholeTiff(head, head.first);
    for (const field of tiffFields(head, head.first)) {
      if (!pointers.has(field.tag)) continue;
      for (let i = 0; i < field.count; i++) expectWholeTiff(head, numberOfField(head, field, i));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ImageError(`cut short: a directory lies outside the file of ${bytes.length} bytes`, { cause: error });
  }
}
