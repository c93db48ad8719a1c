import { ImageError } from '../errors.js';
import { numbersOfEntry, openTiff, readTiffDirectory, type TiffEntry, tiffDirectoryBytes, tiffNumbers } from './tiff-directory.js';

/** A TIFF file of one page, and the entries that its directory gets or that take the place of those it has. */
export interface TiffPage {
  readonly file: Uint8Array;
  readonly entries: readonly TiffEntry[];
}

/** Where strips and tiles lie (TIFF 6.0, sections 8 and 15). */
const places: ReadonlySet<number> = new Set([273, 324]);

/**
 * One little-endian TIFF file of the pages of several, samples as they lie in each, directories written anew.
 * @throws ImageError when the whole is longer than offsets of 32 bits reach.
 */
export function joinTiffPages(pages: readonly TiffPage[]): Uint8Array {
  if (pages.length === 1 && pages[0]!.entries.length === 0) return pages[0]!.file;
  const parts: Uint8Array[] = [];
  const directories: number[] = [];
  let end = 0;
  const append = (bytes: Uint8Array): void => {
    parts.push(bytes);
    end += bytes.length;
    if (end % 2 === 0) return;
    // Directories begin at even places.
    parts.push(Uint8Array.of(0));
    end++;
  };
  for (const { file, entries } of pages) {
    const head = openTiff(file);
    const added = new Set(entries.map(({ tag }) => tag));
    const base = end;
    const kept = readTiffDirectory(head, head.first, (tag) => !added.has(tag)).map((entry) =>
      places.has(entry.tag) && base > 0
        ? tiffNumbers(
            entry.tag,
            4,
            numbersOfEntry(entry).map((offset) => offset + base),
          )
        : entry,
    );
    append(file);
    directories.push(end);
    append(tiffDirectoryBytes([...kept, ...entries], end));
    if (end >= 2 ** 32)
      throw new ImageError(`cannot be written as tiff: ${pages.length} pages make ${end} bytes, expected less than ${2 ** 32}`);
  }
  const result = new Uint8Array(end);
  let at = 0;
  for (const bytes of parts) {
    result.set(bytes, at);
    at += bytes.length;
  }
  const view = new DataView(result.buffer);
  result.set([0x49, 0x49, 42, 0]);
  let link = 4;
  for (const directory of directories) {
    view.setUint32(link, directory, true);
    link = directory + 2 + view.getUint16(directory, true) * 12;
  }
  return result;
}
