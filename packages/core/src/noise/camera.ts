import { numberIn } from '../validate.js';
import type { NoiseModel } from './noise-model.js';
import { poissonNumber } from './poisson-number.js';

/**
 * A sensor's noise (Foi et al. 2008): photons counted in steps of `a`, and Gaussian read noise of variance `b`, so that the
 * variance at brightness x is a·x + b, all on the 0–1 scale. Not clipped.
 * @throws RangeError when `a` or `b` is not a number of at least 0.
 */
export function camera(a: number, b: number): NoiseModel {
  numberIn('camera a', a, 0, Infinity);
  const deviation = Math.sqrt(numberIn('camera b', b, 0, Infinity));
  return {
    name: `camera:${a},${b}`,
    apply(image, random) {
      const counted = a === 0 ? image.data.slice() : image.data.map((value) => a * poissonNumber(value / a, random));
      return { ...image, data: counted.map((value) => value + deviation * random.normal()) };
    },
  };
}
