import { expect, it } from 'vitest';
import { clamp } from './clamp.js';
import { createImage } from './image.js';

it('brings samples into the range; what is not a number becomes the minimum', () => {
  const image = createImage(5, 1, 1, Float32Array.of(-1, 0.25, 2, Number.NaN, Infinity));
  expect([...clamp(image).data]).toEqual([0, 0.25, 1, 0, 1]);
  expect([...clamp(image, 0.5, 1.5).data]).toEqual([0.5, 0.5, 1.5, 0.5, 1.5]);
  expect(image.data[0]).toBe(-1);
});
