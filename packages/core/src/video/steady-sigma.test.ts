import { expect, it } from 'vitest';
import { SteadySigma } from './steady-sigma.js';

it('does not follow a single frame, but a lasting change', () => {
  const steady = new SteadySigma();
  const levels = [10, 10, 10, 0, 10, 10, ...Array.from({ length: 20 }, () => 30)].map((level) => steady.next(level));
  expect(levels.slice(0, 7)).toEqual([10, 10, 10, 10, 10, 10, 10]);
  expect(levels.at(-1)).toBe(30);
  expect(new Set(levels)).toEqual(new Set([10, 30]));
});
