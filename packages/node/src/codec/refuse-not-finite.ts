import type { Picture } from '@cleargrain/core';
import { notFiniteError } from './not-finite-error.js';

/** @throws ImageError that says how many samples of a float picture are not finite numbers, and where the first is. */
export function refuseNotFinite({ samples, width, bands }: Picture): void {
  let count = 0;
  let first = 0;
  for (let i = 0; i < samples.length; i++) {
    if (Number.isFinite(samples[i]!)) continue;
    if (count === 0) first = i;
    count++;
  }
  if (count > 0) throw notFiniteError(count, first, width, bands);
}
