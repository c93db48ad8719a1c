import { ImageError } from '@cleargrain/core';
import { memoryReader } from './byte-reader.js';
import { readTiffFileDirectory, type TiffFileEntry } from './tiff-file-directory.js';

/** What of a TIFF file's first directory is EXIF (EXIF 2.32, section 4.6.4): words, camera, dates, and the EXIF and GPS directories. */
const exifTags: ReadonlySet<number> = new Set([270, 271, 272, 305, 306, 315, 33432, 34665, 34853]);

/** The entries of an EXIF block that stand in a TIFF file's directory; none of one that is damaged. */
export async function exifEntriesOf(exif: Uint8Array | undefined): Promise<TiffFileEntry[]> {
  if (exif === undefined) return [];
  try {
    // Some blocks begin with `Exif\0\0`.
    const { entries } = await readTiffFileDirectory(memoryReader(exif[0] === 0x45 ? exif.subarray(6) : exif));
    return entries.filter(({ tag }) => exifTags.has(tag));
  } catch (error) {
    if (error instanceof ImageError) return [];
    throw error;
  }
}
