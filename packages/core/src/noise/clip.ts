import type { Image } from '../image/image.js';
import { quantize } from '../image/quantize.js';

/** What a file of 8 bits keeps of a noisy picture: samples clipped to [0, 1] and rounded to multiples of 1/255. */
export function clip(image: Image): Image {
  return quantize(image, 8);
}
