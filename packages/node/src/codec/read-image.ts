import { type ImageFromFile, imageOfPicture } from '@cleargrain/core';
import { type DecodeOptions, decodePicture } from './decode-picture.js';

/**
 * Reads a whole picture from a file or from bytes as floats; see `decodePicture` for what is read and how. What the file holds
 * beside colour comes as `origin`.
 * @throws ImageError when it is not a whole still picture.
 */
export async function readImage(input: string | Uint8Array, options: DecodeOptions = {}): Promise<ImageFromFile> {
  return imageOfPicture(await decodePicture(input, options));
}
