import { expect, it } from 'vitest';
import { createImage, type Image } from '../image/image.js';
import { gaussian } from '../noise/gaussian.js';
import { createRandom } from '../random.js';
import { sharpness } from './sharpness.js';
import { picture } from './testing/picture.js';

const step = (profile: (x: number) => number, channels: 1 | 3 = 1): Image => {
  const image = createImage(64, 64, channels);
  image.data.forEach((_, i) => {
    image.data[i] = profile(i % 64);
  });
  return image;
};
const sharp = step((x) => (x < 32 ? 0.25 : 0.75));

it('a picture keeps all of its own sharpness', () => {
  expect(sharpness(picture(50, 40, 3, 1), picture(50, 40, 3, 1))).toBeCloseTo(1, 12);
});

it('an edge blurred by ¼ ½ ¼ keeps three quarters', () => {
  const blurred = step((x) => (x < 31 ? 0.25 : x === 31 ? 0.375 : x === 32 ? 0.625 : 0.75));
  expect(sharpness(blurred, sharp)).toBeCloseTo(0.75, 6);
});

it('a constant picture keeps nothing, and half the contrast is half the sharpness', () => {
  expect(
    sharpness(
      step(() => 0.5),
      sharp,
    ),
  ).toBeCloseTo(0, 6);
  expect(
    sharpness(
      step((x) => (x < 32 ? 0.375 : 0.625)),
      sharp,
    ),
  ).toBeCloseTo(0.5, 6);
});

it('noise left in the result neither adds nor takes sharpness', () => {
  // 128 places on the edge, σ 0.04 against a step of 0.5: the standard error is below 0.01.
  expect(Math.abs(sharpness(gaussian(10).apply(sharp, createRandom(1)), sharp) - 1)).toBeLessThan(0.04);
});

it('a clean picture without edges counts as kept, whatever its size', () => {
  expect(sharpness(createImage(1, 1, 3), createImage(1, 1, 3))).toBe(1);
  expect(
    sharpness(
      step((x) => x / 64),
      step(() => 0.5),
    ),
  ).toBe(1);
});
