import { expect, test } from 'vitest';
import { linearTicks, logTicks } from './ticks.js';

test('linear ticks are round numbers within the range', () => {
  expect(linearTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(linearTicks(18.3, 34.9, 6)).toEqual([20, 25, 30]);
  expect(linearTicks(-0.13, 0.27, 4)).toEqual([-0.1, 0, 0.1, 0.2]);
  expect(linearTicks(28.68, 29.5, 4)).toEqual([28.75, 29, 29.25, 29.5]);
});

test('logarithmic ticks get sparser as the range grows', () => {
  expect(logTicks(40, 15_000, 9)).toEqual([50, 100, 200, 500, 1000, 2000, 5000, 10_000]);
  expect(logTicks(1e-6, 10, 8)).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10]);
  expect(logTicks(1, 10, 12)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a logarithmic range that holds no two such numbers falls back to even steps', () => {
  expect(logTicks(210, 290, 4)).toEqual([220, 240, 260, 280]);
});
