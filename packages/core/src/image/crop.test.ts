import { expect, it } from 'vitest';
import { crop } from './crop.js';
import { createImage } from './image.js';

const image = createImage(
  3,
  2,
  3,
  Float32Array.from({ length: 18 }, (_, i) => i),
);

it('copies the region of every channel', () => {
  const part = crop(image, { x: 1, y: 0, width: 2, height: 2 });
  expect(part).toEqual(createImage(2, 2, 3, Float32Array.of(1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17)));
  part.data[0] = 99;
  expect(image.data[1]).toBe(1);
});

it.each([
  { x: -1, y: 0, width: 1, height: 1 },
  { x: 2, y: 0, width: 2, height: 1 },
  { x: 0, y: 1, width: 1, height: 2 },
  { x: 0.5, y: 0, width: 1, height: 1 },
])('a region outside the picture is refused', (region) => {
  expect(() => crop(image, region)).toThrow(/region inside 3×2/);
});
