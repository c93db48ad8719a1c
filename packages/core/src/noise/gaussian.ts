import { numberIn } from '../validate.js';
import { addGaussian } from './add-gaussian.js';
import type { NoiseModel } from './noise-model.js';

/**
 * Additive white Gaussian noise of standard deviation `sigma` in grey levels on the 0–255 scale, not clipped.
 * @throws RangeError when `sigma` is not a number of at least 0.
 */
export function gaussian(sigma: number): NoiseModel {
  numberIn('gaussian', sigma, 0, Infinity);
  return {
    name: `gaussian:${sigma}`,
    sigma,
    apply(image, random) {
      const data = image.data.slice();
      addGaussian(data, 0, data.length, sigma / 255, random);
      return { ...image, data };
    },
  };
}
