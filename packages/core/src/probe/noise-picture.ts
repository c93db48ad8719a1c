import { createImage, type Image } from '../image/image.js';
import { createRandom } from '../random.js';

/** A picture of uniform random samples in [0, 1). */
export function noisePicture(width: number, height: number, channels: 1 | 3, seed: number): Image {
  const random = createRandom(seed);
  const picture = createImage(width, height, channels);
  for (let index = 0; index < picture.data.length; index++) picture.data[index] = random.uniform();
  return picture;
}
