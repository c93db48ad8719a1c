import { clip, createImage, createRandom, gaussian, type Image } from '@cleargrain/core';

/** A smooth clean picture with an edge, away from black and white. */
export function scene(width: number, height: number, channels: 1 | 3 = 1): Image {
  const image = createImage(width, height, channels);
  for (let channel = 0, i = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const slope = 0.15 * Math.sin((x + 2 * y) / 17 + channel) + 0.1 * Math.cos(y / 11);
        image.data[i] = (x > width / 2 ? 0.6 : 0.4) + slope;
      }
    }
  }
  return image;
}

/** The picture with seeded Gaussian noise of so many grey levels, as a file of 8 bits holds it. */
export function noisy(image: Image, sigma: number, seed = 1): Image {
  return clip(gaussian(sigma).apply(image, createRandom(seed)));
}
