import { type ImageFromFile, imageOfPicture, pictureOfImage } from '@cleargrain/core';
import { type DecodeOptions, decodePicture } from './decode-picture.js';
import { defaultFormat, type EncodeOptions, encodePicture } from './encode-picture.js';

/**
 * Reads a whole picture as floats; see `decodePicture` for what is read and how. What the file holds beside colour comes as `origin`.
 * @throws ImageError when it is not a whole picture.
 */
export async function readImage(input: Blob | Uint8Array, options: DecodeOptions = {}): Promise<ImageFromFile> {
  return imageOfPicture(await decodePicture(input, options));
}

/**
 * The file of an image, as a `Blob` to download or send. Format, depth, alpha and metadata are those of the image's `origin` where it has
 * one; without one: PNG of 8 bits.
 * @throws RangeError when an option is not valid, or the alpha plane is not of the image's size; ImageError as `encodePicture`.
 */
export async function writeImage(image: ImageFromFile, options: EncodeOptions = {}): Promise<Blob> {
  const picture = await pictureOfImage(image, options.depth);
  const bytes = await encodePicture(picture, options);
  return new Blob([new Uint8Array(bytes)], { type: `image/${options.format ?? defaultFormat(picture)}` });
}
