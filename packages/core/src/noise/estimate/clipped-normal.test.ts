import { expect, it } from 'vitest';
import { createRandom } from '../../random.js';
import { varianceLeft } from './clipped-normal.js';

it.each([
  [0, 0.1],
  [0.05, 0.1],
  [0.1, 0.1],
  [0.5, 0.3],
  [0.95, 0.1],
])('tells from the clipped mean what clipping left of the variance: true mean %d, σ %d', (mean, sigma) => {
  const random = createRandom(1);
  const count = 200_000;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < count; i++) {
    const value = Math.min(Math.max(mean + sigma * random.normal(), 0), 1);
    sum += value;
    squares += value * value;
  }
  const left = (squares / count - (sum / count) ** 2) / (sigma * sigma);
  expect(Math.abs(varianceLeft(sum / count, sigma, 0, 1) - left)).toBeLessThan(0.02);
});

it('nothing is lost without limits, or far from them', () => {
  expect(varianceLeft(0.5, 0.1, -Infinity, Infinity)).toBeCloseTo(1, 5);
  expect(varianceLeft(0.5, 0.01, 0, 1)).toBeCloseTo(1, 5);
});
