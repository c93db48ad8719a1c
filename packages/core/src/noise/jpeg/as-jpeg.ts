import { crop } from '../../image/crop.js';
import type { Image } from '../../image/image.js';
import { pad } from '../../image/pad.js';
import type { Random } from '../../random.js';
import { jpeg } from '../jpeg.js';

/** A JPEG file on the way. */
export interface JpegSettings {
  /** 1 to 100, whole. */
  readonly quality: number;
  /** Whether colour is kept at half or full resolution. */
  readonly subsampling: '4:2:0' | '4:4:4';
  /** How far left of the picture its first blocks begin, 0 to 7 pixels: a picture may be a part of another. */
  readonly x: number;
  /** How far above it, 0 to 7 pixels. */
  readonly y: number;
}

/** Draws a file with a quality in a range, evenly: colour at half or full resolution, and blocks that begin with the picture or anywhere, as likely each. */
export function drawJpegSettings([lowest, highest]: readonly [number, number], random: Random): JpegSettings {
  const inside = random.uniform() < 0.5;
  const [x, y] = [random.integer(8), random.integer(8)];
  return {
    quality: Math.round(lowest + (highest - lowest) * random.uniform()),
    subsampling: random.uniform() < 0.5 ? '4:2:0' : '4:4:4',
    x: inside ? x : 0,
    y: inside ? y : 0,
  };
}

/** A picture after it has been a JPEG file, or a part of one. */
export function asJpeg(image: Image, { quality, subsampling, x, y }: JpegSettings, random: Random): Image {
  const { width, height } = image;
  const file = jpeg(quality, { subsampling }).apply(x + y === 0 ? image : pad(image, { left: x, top: y }), random);
  return x + y === 0 ? file : crop(file, { x, y, width, height });
}
