import type { Image } from '../image/image.js';
import { createImage } from '../image/image.js';
import { createRandom } from '../random.js';

/** A picture of uniform random samples in [0, 1). */
export function randomImage(width: number, height: number, channels: 1 | 3 = 1, seed = 1): Image {
  const random = createRandom(seed);
  const image = createImage(width, height, channels);
  image.data.forEach((_, index) => {
    image.data[index] = random.uniform();
  });
  return image;
}
