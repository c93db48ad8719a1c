import { expect, it } from 'vitest';
import { createImage } from './image.js';
import { applySymmetry, inverseSymmetry, type Symmetry } from './symmetry.js';

const image = createImage(
  3,
  2,
  3,
  Float32Array.from({ length: 18 }, (_, i) => i),
);
const all: Symmetry[] = [0, 1, 2, 3, 4, 5, 6, 7];

it('the eight are different, and each is undone by its inverse', () => {
  expect(new Set(all.map((symmetry) => applySymmetry(image, symmetry).data.join())).size).toBe(8);
  for (const symmetry of all) expect(applySymmetry(applySymmetry(image, symmetry), inverseSymmetry(symmetry))).toEqual(image);
});

it('1 mirrors left and right, 2 top and bottom, 4 swaps x and y', () => {
  const first = (symmetry: Symmetry) => [...applySymmetry(image, symmetry).data.subarray(0, 6)];
  expect(first(0)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(first(1)).toEqual([2, 1, 0, 5, 4, 3]);
  expect(first(2)).toEqual([3, 4, 5, 0, 1, 2]);
  expect(first(4)).toEqual([0, 3, 1, 4, 2, 5]);
  expect([applySymmetry(image, 4).width, applySymmetry(image, 4).height]).toEqual([2, 3]);
});
