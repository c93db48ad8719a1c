import { createImage, type Image } from '../../image/image.js';

/** A picture by formula, in whole grey levels: the same as `picture` in golden.py. */
export function picture(width: number, height: number, channels: 1 | 3, seed: number): Image {
  const image = createImage(width, height, channels);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const texture = (x * 7 + y * 13 + x * y * (3 + seed) + channel * 29) % 61;
        const edge = (x + 2 * y + channel * 5) % 40 < 20 ? 60 : 150;
        image.data[(channel * height + y) * width + x] = (edge + texture) / 255;
      }
    }
  }
  return image;
}
