import { ImageError } from '@cleargrain/core';
import { pixelLimit } from './page-reader.js';

/** @throws ImageError when a picture has more pixels than may be read. */
export function expectWithinPixelLimit(width: number, height: number): void {
  if (width * height > pixelLimit) throw new ImageError(`${width}×${height} pixels, expected at most ${pixelLimit / 1e6} megapixels`);
}
