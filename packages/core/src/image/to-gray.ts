import { createImage, type Image } from './image.js';
import { luma } from './luma.js';

/** The picture in grey: its Rec. 601 luma, as MATLAB's rgb2gray, of the values as they are. A grey picture comes back as it is. */
export function toGray(image: Image): Image {
  if (image.channels === 1) return image;
  const pixels = image.width * image.height;
  const result = createImage(image.width, image.height, 1);
  for (let i = 0; i < pixels; i++) {
    result.data[i] = luma.red * image.data[i]! + luma.green * image.data[pixels + i]! + luma.blue * image.data[2 * pixels + i]!;
  }
  return result;
}
