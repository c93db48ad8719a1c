import { quantize, resize, toGray } from '@cleargrain/core';
import type { NamedImage } from './experiment-options.js';
import type { ExperimentSettings } from './experiment-settings.js';

/** A picture in the size of the experiment, and grey where that is asked for, as a file of 8 bits holds it. */
export function prepareImage({ name, image }: NamedImage, { size, gray }: ExperimentSettings): NamedImage {
  const scaled = resize(gray ? toGray(image) : image, size.width, size.height, { fit: 'cover' });
  return { name, image: quantize(scaled, 8) };
}
