import type { Random } from '../random.js';

/** Adds normal noise of standard deviation `sigma` (on the samples' own scale) to `length` samples from `offset` on, in place. */
export function addGaussian(data: Float32Array, offset: number, length: number, sigma: number, random: Random): void {
  const end = offset + length;
  for (let i = offset; i < end; i++) data[i] = data[i]! + sigma * random.normal();
}
