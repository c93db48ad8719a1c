import { invalid } from '../validate.js';
import type { Image } from './image.js';

/**
 * The picture as a file of 8 or 16 bits a sample holds it: brought into [0, 1] and rounded to multiples of 1/255 or 1/65535.
 * @throws RangeError when `bits` is neither 8 nor 16.
 */
export function quantize(image: Image, bits: 8 | 16): Image {
  if (bits !== 8 && bits !== 16) throw invalid('bits', '8 or 16', bits);
  const white = 2 ** bits - 1;
  // A loop: several times as fast as map, and training does this for every sample.
  const data = new Float32Array(image.data.length);
  for (let i = 0; i < data.length; i++) {
    const value = image.data[i]!;
    data[i] = value > 0 ? Math.floor(Math.min(value, 1) * white + 0.5) / white : 0;
  }
  return { ...image, data };
}
