import { exponential, logarithm } from '../elementary.js';
import type { Random } from '../random.js';

/** ln k! for whole k, by Stirling's series from 10 on. */
function logFactorial(k: number): number {
  let shift = 1;
  let z = k + 1;
  for (; z < 10; z++) shift *= z;
  const series = (1 / 12 - (1 / 360 - 1 / (1260 * z * z)) / (z * z)) / z;
  return (z - 0.5) * logarithm(z) - z + 0.9189385332046728 + series - logarithm(shift);
}

/** Multiplies uniform numbers until they fall below exp(-mean) (Knuth): good for a small mean. */
function multiplied(mean: number, random: Random): number {
  const limit = exponential(-mean);
  let count = 0;
  for (let product = random.uniform(); product > limit; product *= random.uniform()) count++;
  return count;
}

/** Transformed rejection (Hörmann 1993, algorithm PTRS): good for a mean of at least 10. */
function rejected(mean: number, random: Random): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = 1 - random.uniform();
    const near = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / near + b) * u + mean + 0.43);
    if (near >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (near < 0.013 && v > near)) continue;
    if (logarithm((v * inverseAlpha) / (a / (near * near) + b)) <= k * logarithm(mean) - mean - logFactorial(k)) return k;
  }
}

/** The next whole number of the Poisson distribution of the given mean; 0 when the mean is not positive. */
export function poissonNumber(mean: number, random: Random): number {
  if (!(mean > 0)) return 0;
  if (mean === Infinity) return mean;
  // So close to a normal number that double precision hardly tells them apart.
  if (mean > 1e9) return Math.round(mean + Math.sqrt(mean) * random.normal());
  return mean < 10 ? multiplied(mean, random) : rejected(mean, random);
}
