import { ImageError, type Picture } from '@cleargrain/core';
import { decodeByBrowser } from './decode-by-browser.js';
import { decodePng } from './decode-png.js';
import { sniffFormat } from './sniff-format.js';

/** How a picture is read. */
export interface DecodeOptions {
  /** What messages call the picture. Default: the name of a `File`, else `picture`. */
  readonly name?: string;
}

/**
 * Reads a picture from a file or its bytes. PNG is read exactly, 8 or 16 bits, by a decoder of its own; JPEG, WebP, AVIF and whatever else
 * the browser shows are read by the browser, at 8 bits (of an animation the first picture).
 * @throws ImageError, one line that names the file, when it is not a whole picture.
 */
export async function decodePicture(input: Blob | Uint8Array, options: DecodeOptions = {}): Promise<Picture> {
  const name = options.name ?? (input instanceof File ? input.name : 'picture');
  try {
    const bytes = input instanceof Uint8Array ? input : new Uint8Array(await input.arrayBuffer());
    if (bytes.length === 0) throw new ImageError('empty, expected a picture');
    const format = sniffFormat(bytes);
    return format === 'png' ? decodePng(bytes) : await decodeByBrowser(bytes, format);
  } catch (error) {
    const reason =
      error instanceof ImageError ? error.message : `a damaged or incomplete picture (${error instanceof Error ? error.message : error})`;
    throw new ImageError(`${name}: ${reason}`, { cause: error });
  }
}
