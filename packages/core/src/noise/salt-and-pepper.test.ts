import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { saltAndPepper } from './salt-and-pepper.js';
import { flat } from './testing/statistics.js';

it.each([0, 0.05, 0.5, 1])('a fraction of %d becomes black or white, half each; the rest stays', (fraction) => {
  const { data } = saltAndPepper(fraction).apply(flat(300, 200, 3, 0.5), createRandom(6));
  const count = (wanted: number) => data.filter((value) => value === wanted).length;
  const error = 4 * Math.sqrt((data.length * fraction) / 2);
  expect(Math.abs(count(0) - (data.length * fraction) / 2)).toBeLessThanOrEqual(error);
  expect(Math.abs(count(1) - (data.length * fraction) / 2)).toBeLessThanOrEqual(error);
  expect(count(0) + count(1) + count(0.5)).toBe(data.length);
});

it.each([-0.1, 1.1, Number.NaN])('a fraction of %d is refused by name', (fraction) => {
  expect(() => saltAndPepper(fraction)).toThrow(/salt-pepper/);
});
