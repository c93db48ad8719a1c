import type { Image } from '../image/image.js';
import { createImage } from '../image/image.js';
import { luma } from '../image/luma.js';

/** A picture between the noisy and the clean one: `light` and `chroma` are the parts of the clean one, 0 to 1, in luma and in colour. */
export function blend(noisy: Image, clean: Image, light: number, chroma: number): Image {
  if (light === 1 && chroma === 1) return clean;
  const result = createImage(noisy.width, noisy.height, noisy.channels);
  const size = noisy.width * noisy.height;
  if (noisy.channels === 1 || light === chroma) {
    for (let index = 0; index < noisy.data.length; index++) {
      result.data[index] = noisy.data[index]! + light * (clean.data[index]! - noisy.data[index]!);
    }
    return result;
  }
  for (let index = 0; index < size; index++) {
    const red = clean.data[index]! - noisy.data[index]!;
    const green = clean.data[size + index]! - noisy.data[size + index]!;
    const blue = clean.data[2 * size + index]! - noisy.data[2 * size + index]!;
    const common = (light - chroma) * (luma.red * red + luma.green * green + luma.blue * blue);
    result.data[index] = noisy.data[index]! + chroma * red + common;
    result.data[size + index] = noisy.data[size + index]! + chroma * green + common;
    result.data[2 * size + index] = noisy.data[2 * size + index]! + chroma * blue + common;
  }
  return result;
}
