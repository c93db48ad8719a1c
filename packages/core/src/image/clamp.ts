import type { Image } from './image.js';

/** The picture with every sample brought into [minimum, maximum], by default [0, 1]; what is not a number becomes `minimum`. */
export function clamp(image: Image, minimum = 0, maximum = 1): Image {
  const data = image.data.map((value) => (value > minimum ? Math.min(value, maximum) : minimum));
  return { ...image, data };
}
