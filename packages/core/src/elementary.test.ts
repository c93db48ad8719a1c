import { expect, it } from 'vitest';
import { exponential, logarithm } from './elementary.js';

it('exponential and logarithm are right to a few parts in 10¹⁵', () => {
  for (const x of [-600, -30.5, -1, -1e-9, 0, 0.3, 0.35, 1, 10.25, 600]) {
    expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
  }
  for (const x of [1e-300, 1e-9, 0.3, 0.7, 0.999999, 1.5, Math.E, 12345.678, 1e300]) {
    expect(Math.abs(logarithm(x) - Math.log(x))).toBeLessThan(4e-15 * Math.max(1, Math.abs(Math.log(x))));
  }
  expect(logarithm(1)).toBe(0);
  expect(exponential(0)).toBe(1);
});
