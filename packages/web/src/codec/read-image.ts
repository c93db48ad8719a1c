import { convertSamples, createSamples, type Image, Picture, type PictureOrigin, type Samples } from '@cleargrain/core';
import { type DecodeOptions, decodePicture } from './decode-picture.js';
import { defaultFormat, type EncodeOptions, encodePicture } from './encode-picture.js';

/** An image that knows the file it came from, so that `writeImage` gives back all that is not pixels. */
export interface ImageFromFile extends Image {
  readonly origin?: PictureOrigin & {
    /** The alpha plane, `[height, width]`, in the file's depth. */
    readonly alpha?: Samples;
  };
}

/**
 * Reads a whole picture as floats; see `decodePicture` for what is read and how. What the file holds beside colour comes as `origin`.
 * @throws ImageError when it is not a whole picture.
 */
export async function readImage(input: Blob | Uint8Array, options: DecodeOptions = {}): Promise<ImageFromFile> {
  const picture = await decodePicture(input, options);
  const alpha = picture.alpha();
  const { width, height } = picture;
  return { ...picture.read({ x: 0, y: 0, width, height }), origin: { ...picture.origin, ...(alpha && { alpha }) } };
}

/**
 * The file of an image, as a `Blob` to download or send. Format, depth, alpha and metadata are those of the image's `origin` where it has
 * one; without one: PNG of 8 bits.
 * @throws RangeError when an option is not valid, or the alpha plane is not of the image's size; ImageError as `encodePicture`.
 */
export async function writeImage(image: ImageFromFile, options: EncodeOptions = {}): Promise<Blob> {
  const { width, height, channels } = image;
  const { alpha, ...origin } = image.origin ?? { format: 'png' as const, depth: 8 as const, metadata: {}, alpha: undefined };
  if (alpha !== undefined && alpha.length !== width * height) {
    throw new RangeError(`expected an alpha plane of ${width}×${height}, received ${alpha.length} samples`);
  }
  const picture = Picture.create({ width, height, channels, hasAlpha: alpha !== undefined, depth: options.depth ?? origin.depth, origin });
  if (alpha !== undefined) {
    const plane = createSamples(picture.depth, alpha.length);
    convertSamples(alpha, plane);
    for (let i = 0; i < plane.length; i++) picture.samples[i * picture.bands + channels] = plane[i]!;
  }
  picture.write(0, 0, image);
  const bytes = await encodePicture(picture, options);
  return new Blob([new Uint8Array(bytes)], { type: `image/${options.format ?? defaultFormat(picture)}` });
}
