import type { Random } from '../../random.js';
import { poissonNumber } from '../poisson-number.js';

/** From here on the Poisson distribution is told from a skewed normal one only with many more draws than a picture has. */
const many = 12;

/** A number of the Poisson distribution of the given mean; a large one need not be whole (Cornish, Fisher 1938), which is several times as fast. */
export function photonCount(mean: number, random: Random): number {
  if (mean < many) return poissonNumber(mean, random);
  const normal = random.normal();
  return mean + Math.sqrt(mean) * normal + (normal * normal - 1) / 6;
}
