import { expect, it } from 'vitest';
import { createImage } from '../image/image.js';
import { ssim } from './ssim.js';
import golden from './testing/metrics.golden.json' with { type: 'json' };
import { picture } from './testing/picture.js';

it.each(golden)('SSIM of $width×$height×$channels is that of scikit-image', ({ width, height, channels, seeds, ssim: expected }) => {
  const [a, b] = seeds.map((seed) => picture(width, height, channels === 1 ? 1 : 3, seed));
  expect(ssim(a!, b!)).toBeCloseTo(expected, 5);
  const scale = (image: typeof a) => ({ ...image!, data: image!.data.map((value) => value * 255) });
  expect(ssim(scale(a), scale(b), { peak: 255 })).toBeCloseTo(expected, 5);
});

it('SSIM of a picture with itself is 1, and symmetric', () => {
  const [a, b] = [picture(20, 15, 3, 0), picture(20, 15, 3, 1)];
  expect(ssim(a, a)).toBeCloseTo(1, 12);
  expect(ssim(a, b)).toBeCloseTo(ssim(b, a), 12);
});

it.each([
  [1, 1],
  [1, 40],
  [40, 1],
  [3, 2],
  [10, 12],
])('SSIM works where the window does not fit: %i×%i', (width, height) => {
  const a = picture(width, height, 1, 0);
  expect(ssim(a, a)).toBeCloseTo(1, 12);
  const value = ssim(a, { ...a, data: a.data.map((sample, i) => sample + (i % 2 ? 0.2 : 0.1)) });
  expect(value).toBeGreaterThan(0);
  expect(value).toBeLessThan(1);
});

it('pictures of two sizes cannot be compared', () => {
  expect(() => ssim(createImage(2, 3, 1), createImage(2, 3, 3))).toThrow(RangeError);
});
