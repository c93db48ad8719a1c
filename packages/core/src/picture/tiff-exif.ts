import { openTiff, readTiffDirectory, type TiffEntry, tiffDirectoryBytes, tiffPageOffsets } from './tiff-directory.js';

/** What of a TIFF directory is EXIF (EXIF 2.32, section 4.6.4): words, camera, dates, and the EXIF and GPS directories. */
const exifTags: ReadonlySet<number> = new Set([270, 271, 272, 305, 306, 315, 33432, 34665, 34853]);

/**
 * What of it describes samples and where they lie, or comes another way (orientation, resolution, XMP, colour profile): none of it may be
 * copied to a page that is written anew.
 */
const structure: ReadonlySet<number> = new Set([
  256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 288, 289, 290, 291, 292, 293, 296, 301,
  317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 330, 332, 333, 334, 336, 338, 339, 340, 341, 342, 347, 512, 513, 514, 515,
  517, 518, 519, 520, 521, 529, 530, 531, 532, 559, 700, 34675, 34677, 50674,
]);

const isOther = (tag: number) => !exifTags.has(tag) && !structure.has(tag);

function entriesOf(bytes: Uint8Array, page: number, wanted: (tag: number) => boolean): TiffEntry[] {
  try {
    const head = openTiff(bytes);
    const offset = page === 0 ? head.first : tiffPageOffsets(head)[page];
    return offset === undefined ? [] : readTiffDirectory(head, offset, wanted);
  } catch (error) {
    // Reading outside the bytes is a RangeError: what is damaged is left out.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Entries as an EXIF block; undefined when there are none. */
export function exifBlock(entries: readonly TiffEntry[]): Uint8Array | undefined {
  if (entries.length === 0) return undefined;
  const directory = tiffDirectoryBytes(entries, 8);
  const block = new Uint8Array(8 + directory.length);
  block.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  block.set(directory, 8);
  return block;
}

/** The EXIF block of a page of a TIFF file, which keeps it in its own directory; undefined when there is none. */
export function exifOfTiff(tiff: Uint8Array, page = 0): Uint8Array | undefined {
  return exifBlock(entriesOf(tiff, page, (tag) => exifTags.has(tag)));
}

/** The tags of a page of a TIFF file that are neither EXIF nor say how samples lie, as a directory; undefined when there are none. */
export function otherTagsOfTiff(tiff: Uint8Array, page = 0): Uint8Array | undefined {
  return exifBlock(entriesOf(tiff, page, isOther));
}

/** The entries of a TIFF page for an EXIF block and a directory of other tags. */
export function metadataEntries(exif: Uint8Array | undefined, tags: Uint8Array | undefined): TiffEntry[] {
  return [
    ...(exif === undefined ? [] : entriesOf(exif, 0, (tag) => exifTags.has(tag))),
    ...(tags === undefined ? [] : entriesOf(tags, 0, isOther)),
  ];
}
