import { invalid } from '../validate.js';
import { createImage, type Image } from './image.js';
import type { Region } from './region.js';

/**
 * The pixels of a region, copied.
 * @throws RangeError when the region does not lie inside the picture.
 */
export function crop(image: Image, region: Region): Image {
  const { x, y, width, height } = region;
  const inside =
    [x, y, width, height].every(Number.isInteger) && x >= 0 && y >= 0 && x + width <= image.width && y + height <= image.height;
  if (!inside) throw invalid('region', `a region inside ${image.width}×${image.height} pixels`, `${width}×${height} at ${x},${y}`);
  const result = createImage(width, height, image.channels);
  for (let row = 0; row < image.channels * height; row++) {
    const channel = Math.floor(row / height);
    const start = (channel * image.height + y + (row % height)) * image.width + x;
    result.data.set(image.data.subarray(start, start + width), row * width);
  }
  return result;
}
