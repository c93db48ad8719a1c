import { expect, it } from 'vitest';
import { allFinite } from './all-finite.js';

it('is true of finite samples, of any size, and of none', () => {
  expect(allFinite(Float32Array.of(0, -1, 3.4e38, 1e-45))).toBe(true);
  expect(allFinite(new Float32Array(0))).toBe(true);
});

it.each([Number.NaN, Infinity, -Infinity])('finds a single %s wherever it is', (value) => {
  for (const index of [0, 500, 999]) {
    const samples = new Float32Array(1000).fill(0.5);
    samples[index] = value;
    expect(allFinite(samples)).toBe(false);
  }
});
