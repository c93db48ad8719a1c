import { expect, it } from 'vitest';
import { createRandom } from '../../random.js';
import { orderOf } from './order-of.js';

it('is that of a stable sort by comparison, without what is not finite', () => {
  const random = createRandom(1);
  const values = Float32Array.from({ length: 5000 }, () => Math.round(20 * random.normal()) / 16);
  values.set([Number.NaN, Infinity, -Infinity, -0, 0, 3.4e38, -3.4e38, 1e-40, -1e-40], 100);
  const expected = [...values.keys()].filter((place) => Number.isFinite(values[place])).sort((p, q) => values[p]! - values[q]!);
  expect([...orderOf(values)]).toEqual(expected);
  expect(orderOf(new Float32Array(0)).length).toBe(0);
});
