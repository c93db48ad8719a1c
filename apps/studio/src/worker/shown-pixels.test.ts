import { expect, it } from 'vitest';
import { alignedRegion, overviewFactor, overviewOf } from './shown-pixels.js';

it('makes an overview of means, also of the blocks that the borders cut', () => {
  const size = { width: 5, height: 3 };
  const pixels = Uint8ClampedArray.from({ length: 5 * 3 * 4 }, (_, index) => ((index >> 2) % 5) * 10 + Math.floor((index >> 2) / 5) * 50);
  const { width, height, pixels: small } = overviewOf(pixels, size, 2);
  expect([width, height]).toEqual([3, 2]);
  const first = Array.from({ length: 6 }, (_, pixel) => small[pixel * 4]);
  expect(first).toEqual([30, 50, 65, 105, 125, 140]);
});

it('shows pictures of up to two megapixels without one, and gives tiles the borders of its pixels', () => {
  expect(overviewFactor({ width: 1600, height: 1200 })).toBe(1);
  expect(overviewFactor({ width: 6000, height: 4000 })).toBe(4);
  const picture = { width: 103, height: 50 };
  expect(alignedRegion({ x: 5, y: 9, width: 96, height: 3 }, 4, picture)).toEqual({ x: 4, y: 8, width: 99, height: 4 });
});
