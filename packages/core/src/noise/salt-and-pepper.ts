import { numberIn } from '../validate.js';
import type { NoiseModel } from './noise-model.js';

/**
 * Impulses: each sample becomes, with probability `fraction`, black or white, as often the one as the other.
 * @throws RangeError when `fraction` is not a number from 0 to 1.
 */
export function saltAndPepper(fraction: number): NoiseModel {
  numberIn('salt-pepper', fraction, 0, 1);
  return {
    name: `salt-pepper:${fraction}`,
    apply(image, random) {
      const data = image.data.map((value) => {
        const draw = random.uniform();
        if (draw >= fraction) return value;
        return draw < fraction / 2 ? 0 : 1;
      });
      return { ...image, data };
    },
  };
}
