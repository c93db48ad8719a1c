import { ImageError } from '../errors.js';

/** The most pixels that a picture may have. */
export const pixelLimit = 400e6;

/**
 * Looks whether a picture of that size, in pixels, may be read.
 * @throws ImageError when it has no pixels, or more than `pixelLimit`.
 */
export function expectWithinPixelLimit(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new ImageError(`${width}×${height} pixels, expected at least 1×1`);
  if (width * height > pixelLimit) throw new ImageError(`${width}×${height} pixels, expected at most ${pixelLimit / 1e6} megapixels`);
}
