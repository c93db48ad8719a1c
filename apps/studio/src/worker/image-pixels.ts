import type { Image } from '@cleargrain/core';

/** An image as pixels to be shown: red, green, blue, alpha of 8 bits. */
export function imagePixels({ width, height, channels, data }: Image): Uint8ClampedArray<ArrayBuffer> {
  const plane = width * height;
  const pixels = new Uint8ClampedArray(plane * 4);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      // The clamped array rounds and clamps.
      pixels[pixel * 4 + channel] = 255 * data[channels === 1 ? pixel : channel * plane + pixel]!;
    }
    pixels[pixel * 4 + 3] = 255;
  }
  return pixels;
}
