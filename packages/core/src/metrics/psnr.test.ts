import { expect, it } from 'vitest';
import { createImage } from '../image/image.js';
import { psnr } from './psnr.js';
import golden from './testing/metrics.golden.json' with { type: 'json' };
import { picture } from './testing/picture.js';

it.each(golden)('PSNR of $width×$height×$channels is that of scikit-image', ({ width, height, channels, seeds, psnr: expected }) => {
  const [a, b] = seeds.map((seed) => picture(width, height, channels === 1 ? 1 : 3, seed));
  expect(psnr(a!, b!)).toBeCloseTo(expected, 5);
});

it('PSNR is measured against the given peak', () => {
  const a = createImage(2, 1, 1, Float32Array.of(0, 100));
  const b = createImage(2, 1, 1, Float32Array.of(10, 100));
  expect(psnr(a, b, { peak: 255 })).toBeCloseTo(10 * Math.log10((255 * 255) / 50), 10);
});

it('equal pictures have infinite PSNR', () => {
  expect(psnr(picture(5, 4, 3, 0), picture(5, 4, 3, 0))).toBe(Infinity);
});

it('pictures of two sizes cannot be compared', () => {
  expect(() => psnr(createImage(2, 3, 1), createImage(3, 2, 1))).toThrow(/2×3×1 and 3×2×1/);
});
