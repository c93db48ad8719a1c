import { describeDecodeError, expectWholePng, ImageError, type Picture } from '@cleargrain/core';
import { decodeByBrowser } from './decode-by-browser.js';
import { decodePng } from './decode-png.js';
import { decodeTiff } from './decode-tiff.js';
import { sniffFormat } from './sniff-format.js';

/** How a picture is read. */
export interface DecodeOptions {
  /** What messages call the picture. Default: the name of a `File`, else `picture`. */
  readonly name?: string;
}

/**
 * Reads a picture from a file or its bytes, turned upright. PNG (8 or 16 bits) and TIFF (8 or 16 bits, floats) are read exactly, by decoders
 * of their own; JPEG, WebP, AVIF and whatever else the browser shows are read by the browser, at 8 bits (of an animation the first picture).
 * @throws ImageError, one line that names the file, when it is not a whole picture.
 */
export async function decodePicture(input: Blob | Uint8Array, options: DecodeOptions = {}): Promise<Picture> {
  const name = options.name ?? (input instanceof File ? input.name : 'picture');
  try {
    const bytes = input instanceof Uint8Array ? input : new Uint8Array(await input.arrayBuffer());
    if (bytes.length === 0) throw new ImageError('empty, expected a picture');
    const format = sniffFormat(bytes);
    if (format === 'png') {
      await expectWholePng({ size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) });
      return decodePng(bytes);
    }
    return format === 'tiff' ? await decodeTiff(bytes) : await decodeByBrowser(bytes, format);
  } catch (error) {
    throw new ImageError(`${name}: ${describeDecodeError(error)}`, { cause: error });
  }
}
