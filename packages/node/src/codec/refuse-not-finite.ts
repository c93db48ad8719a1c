import { ImageError, type Picture } from '@cleargrain/core';

/** @throws ImageError that says how many samples of a float picture are not finite numbers, and where the first is. */
export function refuseNotFinite({ samples, width, bands }: Picture): void {
  let count = 0;
  let first = 0;
  for (let i = 0; i < samples.length; i++) {
    if (Number.isFinite(samples[i]!)) continue;
    if (count === 0) first = i;
    count++;
  }
  if (count === 0) return;
  const pixel = Math.floor(first / bands);
  const where = `the first at (${pixel % width}, ${Math.floor(pixel / width)})`;
  throw new ImageError(`${count} ${count === 1 ? 'sample is' : 'samples are'} not a finite number (${where}), expected finite numbers`);
}
