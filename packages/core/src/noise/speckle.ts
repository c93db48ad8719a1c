import { numberIn } from '../validate.js';
import type { NoiseModel } from './noise-model.js';

/**
 * Multiplicative noise: normal, its standard deviation `sigma` times the sample's value (0.1 is a tenth of it). Not clipped.
 * @throws RangeError when `sigma` is not a number of at least 0.
 */
export function speckle(sigma: number): NoiseModel {
  numberIn('speckle', sigma, 0, Infinity);
  return {
    name: `speckle:${sigma}`,
    apply: (image, random) => ({ ...image, data: image.data.map((value) => value * (1 + sigma * random.normal())) }),
  };
}
