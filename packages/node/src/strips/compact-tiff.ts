import { asClassic, ImageError, numbersOfEntry, tiffDirectoryBytes } from '@cleargrain/core';
import type { ByteReader } from './byte-reader.js';
import { readTiffFileDirectory } from './tiff-file-directory.js';

/** The tags that say where strips or tiles lie, and those with their numbers of bytes (TIFF 6.0, sections 8 and 15). */
const places = [
  [273, 279],
  [324, 325],
] as const;
const placeTags: ReadonlySet<number> = new Set(places.flat());

/**
 * A TIFF file of the same first directory without pixels, small enough for memory whatever the file's size: what reads EXIF and other tags from a
 * file in memory reads it.
 * @throws ImageError when the directory is damaged, or strips or tiles lie outside the file: the codec library reads those as black.
 */
export async function compactTiff(reader: ByteReader): Promise<Uint8Array> {
  const { entries } = await readTiffFileDirectory(reader);
  const numbers = (tag: number) => {
    const entry = entries.find((one) => one.tag === tag);
    return entry === undefined ? [] : numbersOfEntry(entry);
  };
  for (const [offsetTag, countTag] of places) {
    const counts = numbers(countTag);
    const end = numbers(offsetTag).reduce((most, offset, i) => Math.max(most, offset + (counts[i] ?? 0)), 0);
    if (end > reader.size) throw new ImageError(`cut short: ${reader.size} bytes, expected at least ${end}`);
  }
  const kept = entries.filter(({ tag }) => !placeTags.has(tag)).map(asClassic);
  const directory = tiffDirectoryBytes(kept, 8, false);
  const result = new Uint8Array(8 + directory.length);
  result.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  result.set(directory, 8);
  return result;
}
