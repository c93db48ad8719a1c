import { invalid, numberIn } from '../validate.js';
import type { NoiseModel } from './noise-model.js';
import { poissonNumber } from './poisson-number.js';

/**
 * Photon noise: each sample counts photons, `peak` of them on average at white. Values below 0 count none; not clipped.
 * @throws RangeError when `peak` is not a number above 0.
 */
export function poisson(peak: number): NoiseModel {
  if (numberIn('poisson', peak, 0, Infinity) === 0) throw invalid('poisson', 'a number above 0', peak);
  return {
    name: `poisson:${peak}`,
    apply: (image, random) => ({ ...image, data: image.data.map((value) => poissonNumber(value * peak, random) / peak) }),
  };
}
