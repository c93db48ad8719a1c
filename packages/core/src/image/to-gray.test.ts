import { expect, it } from 'vitest';
import { createImage } from './image.js';
import { toGray } from './to-gray.js';

it('weighs red, green and blue as MATLAB does, and white stays white', () => {
  const image = createImage(4, 1, 3, Float32Array.of(1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1));
  const gray = toGray(image);
  expect(gray.channels).toBe(1);
  [0.2989, 0.587, 0.114].forEach((weight, i) => {
    expect(Math.abs(gray.data[i]! - weight)).toBeLessThan(5e-5);
  });
  expect(gray.data[3]).toBe(1);
});

it('grey stays as it is', () => {
  const gray = createImage(2, 2, 1);
  expect(toGray(gray)).toBe(gray);
});
