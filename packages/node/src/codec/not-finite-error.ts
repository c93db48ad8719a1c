import { ImageError } from '@cleargrain/core';

/** Says how many samples of a picture are not finite numbers, and where the first is, its index among interleaved samples. */
export function notFiniteError(count: number, first: number, width: number, bands: number): ImageError {
  const pixel = Math.floor(first / bands);
  const where = `the first at (${pixel % width}, ${Math.floor(pixel / width)})`;
  return new ImageError(`${count} ${count === 1 ? 'sample is' : 'samples are'} not a finite number (${where}), expected finite numbers`);
}
