import { crop } from './crop.js';
import type { Image } from './image.js';
import type { ImageSource, Region } from './region.js';

/** A picture in memory as a source of regions. Reading outside the picture throws a RangeError. */
export function imageSource(image: Image): ImageSource & { read(region: Region): Image } {
  return { width: image.width, height: image.height, channels: image.channels, read: (region) => crop(image, region) };
}
