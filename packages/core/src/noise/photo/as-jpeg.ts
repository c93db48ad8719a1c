import { crop } from '../../image/crop.js';
import type { Image } from '../../image/image.js';
import { pad } from '../../image/pad.js';
import type { Random } from '../../random.js';
import { jpeg } from '../jpeg.js';
import type { JpegSettings } from './camera-settings.js';

/** A picture after it has been a JPEG file, or a part of one. */
export function asJpeg(image: Image, { quality, subsampling, x, y }: JpegSettings, random: Random): Image {
  const { width, height } = image;
  const file = jpeg(quality, { subsampling }).apply(x + y === 0 ? image : pad(image, { left: x, top: y }), random);
  return x + y === 0 ? file : crop(file, { x, y, width, height });
}
