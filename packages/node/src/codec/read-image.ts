import type { Image, PictureOrigin, Samples } from '@cleargrain/core';
import { type DecodeOptions, decodePicture } from './decode-picture.js';

/** An image that knows the file it came from, so that `writeImage` gives back all that is not pixels. */
export interface ImageFromFile extends Image {
  /** The file that it came from. Default: none. */
  readonly origin?: PictureOrigin & {
    /** The alpha plane, `[height, width]`, in the file's depth. */
    readonly alpha?: Samples;
  };
}

/**
 * Reads a whole picture from a file or from bytes as floats; see `decodePicture` for what is read and how. What the file holds
 * beside colour comes as `origin`.
 * @throws ImageError when it is not a whole still picture.
 */
export async function readImage(input: string | Uint8Array, options: DecodeOptions = {}): Promise<ImageFromFile> {
  const picture = await decodePicture(input, options);
  const alpha = picture.alpha();
  const { width, height } = picture;
  return { ...picture.read({ x: 0, y: 0, width, height }), origin: { ...picture.origin, ...(alpha && { alpha }) } };
}
