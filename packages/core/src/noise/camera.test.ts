import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { camera } from './camera.js';
import { flat, statistics } from './testing/statistics.js';

const samples = 200_000;

it.each([
  [0.01, 0.0004, 0.2],
  [0.01, 0.0004, 0.8],
  [0.05, 0, 0.5],
  [0, 0.002, 0.5],
])('a %d, b %d: the variance at %d is a·x + b', (a, b, value) => {
  const { mean, deviation } = statistics(camera(a, b).apply(flat(400, 500, 1, value), createRandom(3)).data);
  const variance = a * value + b;
  expect(Math.abs(mean - value)).toBeLessThan(4 * Math.sqrt(variance / samples));
  expect(Math.abs(deviation ** 2 - variance)).toBeLessThan(4 * variance * Math.sqrt((2 + a / value) / samples));
});

it('without noise the picture comes back', () => {
  expect([...camera(0, 0).apply(flat(3, 3, 3, 0.25), createRandom(1)).data]).toEqual(new Array(27).fill(0.25));
});

it('numbers outside the range are refused by name', () => {
  expect(() => camera(-1, 0)).toThrow(/camera a/);
  expect(() => camera(0, Number.NaN)).toThrow(/camera b/);
});
