import { ImageError, type ImageFromFile, pictureOfImage } from '@cleargrain/core';
import { writeFileAtomic } from '../files/write-file-atomic.js';
import { type EncodeOptions, encodePicture } from './encode-picture.js';
import { formatOfFile } from './image-format.js';

/** How a picture is written; what is not said is as in the file that it came from. */
export interface WriteImageOptions extends Omit<EncodeOptions, 'format'> {
  /** Stops before the file appears. */
  readonly signal?: AbortSignal;
}

/**
 * Writes an image to a file, whole or not at all; the extension chooses the format. Depth, quality, alpha, colour profile, EXIF,
 * XMP and resolution are those of the image's `origin` where it has one; without one: 8 bits.
 * @throws RangeError when the extension or an option is not valid, or the alpha plane is not of the image's size.
 * @throws ImageError when the picture cannot be written.
 */
export async function writeImage(file: string, image: ImageFromFile, options: WriteImageOptions = {}): Promise<void> {
  const format = formatOfFile(file);
  const { signal, ...encodeOptions } = options;
  try {
    const picture = await pictureOfImage(image, options.depth);
    await writeFileAtomic(file, await encodePicture(picture, { ...encodeOptions, format }), { ...(signal && { signal }) });
  } catch (error) {
    throw error instanceof ImageError && !error.message.startsWith(file)
      ? new ImageError(`${file}: ${error.message}`, { cause: error })
      : error;
  }
}
