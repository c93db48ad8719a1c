import { expect, it } from 'vitest';
import { createImage } from './image.js';
import { pad } from './pad.js';

const row = createImage(3, 1, 1, Float32Array.of(1, 2, 3));

it('mirrors about the outermost pixels as often as needed', () => {
  expect([...pad(row, { left: 5, right: 6 }).data]).toEqual([2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1]);
});

it('repeats the edge', () => {
  expect([...pad(row, { left: 2, right: 1, top: 1 }, 'edge').data]).toEqual([1, 1, 1, 2, 3, 3, 1, 1, 1, 2, 3, 3]);
});

it('pads each channel with its own pixels', () => {
  const image = createImage(1, 2, 3, Float32Array.of(1, 2, 3, 4, 5, 6));
  expect([...pad(image, { bottom: 1, left: 1 }).data]).toEqual([1, 1, 2, 2, 1, 1, 3, 3, 4, 4, 3, 3, 5, 5, 6, 6, 5, 5]);
});

it('a padding that is negative is refused by name', () => {
  expect(() => pad(row, { top: -1 })).toThrow(/padding top/);
});
