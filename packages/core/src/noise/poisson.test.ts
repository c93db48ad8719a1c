import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { poisson } from './poisson.js';
import { poissonNumber } from './poisson-number.js';
import { flat, statistics } from './testing/statistics.js';

const samples = 200_000;

it.each([0.05, 1, 4, 9.9, 10.1, 30, 400, 1e5, 1e10])('counts of mean %d have that mean and variance', (mean) => {
  const random = createRandom(9);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < samples; i++) {
    const count = poissonNumber(mean, random);
    sum += count - mean;
    squares += (count - mean) ** 2;
  }
  expect(Math.abs(sum / samples)).toBeLessThan(4 * Math.sqrt(mean / samples));
  // The fourth central moment is 3 mean² + mean.
  expect(Math.abs(squares / samples - mean)).toBeLessThan(4 * Math.sqrt((2 * mean * mean + mean) / samples));
});

it.each([3, 12])('each count of mean %d comes as often as it should', (mean) => {
  const random = createRandom(5);
  const counts = new Array<number>(60).fill(0);
  for (let i = 0; i < samples; i++) counts[poissonNumber(mean, random)]!++;
  let share = Math.exp(-mean);
  for (let k = 0; k < 30; share *= mean / ++k) {
    expect(Math.abs(counts[k]! - samples * share)).toBeLessThan(4.5 * Math.sqrt(samples * share) + 2);
  }
});

it('nothing, less than nothing and infinity end', () => {
  const random = createRandom(1);
  expect([0, -1, Number.NaN, Infinity].map((mean) => poissonNumber(mean, random))).toEqual([0, 0, 0, Infinity]);
});

it('the variance of a picture is its brightness divided by the photons at white', () => {
  for (const value of [0.1, 0.9]) {
    const { mean, deviation } = statistics(poisson(50).apply(flat(400, 500, 1, value), createRandom(2)).data);
    const variance = value / 50;
    expect(Math.abs(mean - value)).toBeLessThan(4 * Math.sqrt(variance / samples));
    expect(Math.abs(deviation ** 2 - variance)).toBeLessThan(4 * variance * Math.sqrt((2 + 1 / (50 * value)) / samples));
  }
});

it.each([0, -1, Number.NaN, Infinity])('%d photons are refused by name', (peak) => {
  expect(() => poisson(peak)).toThrow(/poisson/);
});
