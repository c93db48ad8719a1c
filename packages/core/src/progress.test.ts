import { expect, it } from 'vitest';
import { progressAt } from './progress.js';

it('the time left follows from the speed so far', () => {
  const { elapsed, remaining, fraction } = progressAt(performance.now() - 6000, 0.75);
  expect(fraction).toBe(0.75);
  expect(elapsed).toBeGreaterThanOrEqual(6);
  expect(remaining).toBeCloseTo(elapsed / 3, 10);
});

it('nothing is left at the end, and nothing is known at the beginning', () => {
  expect(progressAt(performance.now(), 1).remaining).toBe(0);
  expect(progressAt(performance.now(), 0)).not.toHaveProperty('remaining');
});
