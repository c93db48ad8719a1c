import { ImageError, type Picture, pixelLimit, videoMagic } from '@cleargrain/core';
import { describeDecodeError } from './describe-decode-error.js';
import { openPages } from './open-pages.js';
import type { PageReader } from './page-reader.js';
import { readPictureFile } from './read-picture-file.js';

/** How a picture is read. */
export interface DecodeOptions {
  /** What messages call a picture that is given as bytes. Default: `picture`. */
  readonly name?: string;
}

/** How a picture is read, and which page of several. */
export interface DecodePageOptions extends DecodeOptions {
  /** Which page of a file of several, from 0. Default: 0, and a file of several is refused. */
  readonly page?: number;
}

/**
 * Reads a still picture from a file (`-` is standard input) or from bytes: PNG, JPEG, WebP, AVIF, TIFF, PNM, PFM or GIF; with the packages for
 * them installed HEIC, JPEG XL, DICOM and the raw files of cameras (docs/formats.md). Samples come as the
 * file holds them, turned upright and never converted between colour profiles; only what is not grey or RGB (CMYK, Lab) becomes
 * sRGB and loses its profile. TIFF of 64-bit floats becomes 32-bit.
 * @throws ImageError, one line that names the file, when it is not a whole still picture of up to 400 megapixels, or has several pages and none is
 * asked for; RangeError for a page that is not there.
 */
export async function decodePicture(input: string | Uint8Array, options: DecodePageOptions = {}): Promise<Picture> {
  return inOneLine(input, options, async (pages) => {
    const { page } = options;
    if (page === undefined && pages.count > 1) {
      throw new ImageError(`${pages.count} ${pages.unit}, expected a picture of one (decodePictures reads all, the option page chooses)`);
    }
    if (page !== undefined && !(Number.isInteger(page) && page >= 0 && page < pages.count)) {
      throw new RangeError(`expected a page from 0 to ${pages.count - 1}, received ${page}`);
    }
    return pages.read(page ?? 0);
  });
}

/**
 * Reads all that a file holds, as `decodePicture` reads one: the pages of a TIFF file, the frames of a DICOM file, the four planes of colour of a
 * camera's raw file; of other files the one picture.
 * @throws ImageError, one line that names the file and the page; pages of more than 400 megapixels together are refused.
 */
export async function decodePictures(input: string | Uint8Array, options: DecodeOptions = {}): Promise<readonly Picture[]> {
  return inOneLine(input, options, async (pages) => {
    const pictures: Picture[] = [];
    let pixels = 0;
    for (let page = 0; page < pages.count; page++) {
      const picture = await pages.read(page).catch((error: unknown) => {
        throw pages.count > 1 && error instanceof Error
          ? new ImageError(`${pages.unit.slice(0, -1)} ${page + 1}: ${describeDecodeError(error)}`)
          : error;
      });
      pixels += picture.width * picture.height;
      if (pixels > pixelLimit)
        throw new ImageError(`${pages.count} ${pages.unit}, expected at most ${pixelLimit / 1e6} megapixels together`);
      pictures.push(picture);
    }
    return pictures;
  });
}

const isVideo = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, videoMagic.length)).toString('latin1') === videoMagic;

async function inOneLine<T>(
  input: string | Uint8Array,
  { name: called }: DecodeOptions,
  read: (pages: PageReader) => Promise<T>,
): Promise<T> {
  const name = typeof input === 'string' ? (input === '-' ? 'standard input' : input) : (called ?? 'picture');
  const bytes = typeof input === 'string' ? await readPictureFile(input) : input;
  if (bytes.length === 0) throw new ImageError(`${name}: empty, expected a picture`);
  let pages: PageReader | undefined;
  try {
    pages = await openPages(bytes);
    return await read(pages);
  } catch (error) {
    if (pages !== undefined && error instanceof RangeError && error.message.startsWith('expected a page')) throw error;
    throw new ImageError(
      `${name}: ${isVideo(bytes) ? 'a Y4M video, expected a picture: videos are given alone' : describeDecodeError(error)}`,
      { cause: error },
    );
  } finally {
    await pages?.close?.();
  }
}
