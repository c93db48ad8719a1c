import { ImageError } from '@cleargrain/core';

const pixelLimit = 400e6;

/** @throws ImageError when a picture of that size has no pixels, or more than 400 megapixels. */
export function expectSize(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new ImageError(`${width}×${height} pixels, expected at least 1×1`);
  if (width * height > pixelLimit) throw new ImageError(`${width}×${height} pixels, expected at most ${pixelLimit / 1e6} megapixels`);
}
