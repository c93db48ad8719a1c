import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { speckle } from './speckle.js';
import { flat, statistics } from './testing/statistics.js';

it.each([0.2, 0.8])('noise at %d is in proportion to the brightness', (value) => {
  const { mean, deviation } = statistics(speckle(0.1).apply(flat(400, 500, 1, value), createRandom(3)).data);
  expect(Math.abs(mean - value)).toBeLessThan((4 * 0.1 * value) / Math.sqrt(200_000));
  expect(Math.abs(deviation - 0.1 * value)).toBeLessThan((4 * 0.1 * value) / Math.sqrt(400_000));
});

it('black stays black', () => {
  expect(statistics(speckle(0.5).apply(flat(9, 9, 3, 0), createRandom(1)).data)).toEqual({ mean: 0, deviation: 0 });
});

it.each([-1, Number.NaN, Infinity])('a strength of %d is refused by name', (sigma) => {
  expect(() => speckle(sigma)).toThrow(/speckle/);
});
