import { expect, it } from 'vitest';
import { randomImage } from '../testing/random-image.js';
import { createImage } from './image.js';
import { isSameImage } from './is-same-image.js';

it('tells pictures by size, channels and every sample', () => {
  const image = randomImage(6, 4, 3);
  const copy = { ...image, data: image.data.slice() };
  expect(isSameImage(image, copy)).toBe(true);
  copy.data[71]! += 1e-6;
  expect(isSameImage(image, copy)).toBe(false);
  expect(isSameImage(createImage(6, 4, 1), createImage(4, 6, 1))).toBe(false);
  expect(isSameImage(createImage(6, 3, 1), createImage(6, 1, 3))).toBe(false);
});
