import { expect, it } from 'vitest';
import { randomImage } from '../testing/random-image.js';
import { toColor } from './to-color.js';
import { toGray } from './to-gray.js';

it('has the grey picture in every colour, so that its luma is that picture', () => {
  const gray = randomImage(5, 4, 1);
  const { data, channels } = toColor(gray);
  expect(channels).toBe(3);
  for (const start of [0, 20, 40]) expect(data.subarray(start, start + 20)).toEqual(gray.data);
  const again = toGray(toColor(gray));
  expect(Math.max(...again.data.map((value, index) => Math.abs(value - gray.data[index]!)))).toBeLessThan(1e-6);
});

it('leaves colour as it is', () => {
  const color = randomImage(5, 4, 3);
  expect(toColor(color)).toBe(color);
});
