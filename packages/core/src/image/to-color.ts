import { createImage, type Image } from './image.js';

/** A grey picture in colour: the same in red, green and blue. A picture in colour comes back as it is. */
export function toColor(image: Image): Image {
  if (image.channels === 3) return image;
  const { width, height, data } = image;
  const result = createImage(width, height, 3);
  for (let channel = 0; channel < 3; channel++) result.data.set(data, channel * data.length);
  return result;
}
