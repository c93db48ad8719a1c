import { expect, test } from 'vitest';
import { fitAxis, tickLabels } from './axis.js';

test('an axis holds all values, with room at both ends', () => {
  const axis = fitAxis([20, 5, 75], 'linear', 6);
  expect(axis.place(5)).toBeCloseTo(0.05 / 1.1, 10);
  expect(axis.place(75)).toBeCloseTo(1.05 / 1.1, 10);
  for (const tick of axis.ticks) expect(axis.place(tick)).toBeGreaterThanOrEqual(0);
});

test('on a logarithmic axis equal ratios are equally long', () => {
  const axis = fitAxis([10, 10_000], 'log', 6);
  expect(axis.place(100) - axis.place(10)).toBeCloseTo(axis.place(10_000) - axis.place(1000), 10);
});

test('a single value stands in the middle', () => {
  expect(fitAxis([7, 7], 'linear', 5).place(7)).toBeCloseTo(0.5, 10);
  expect(fitAxis([0], 'linear', 5).place(0)).toBeCloseTo(0.5, 10);
  expect(fitAxis([100], 'log', 5).place(100)).toBeCloseTo(0.5, 10);
});

test('tick labels have the same number of decimals and a true minus sign', () => {
  expect(tickLabels([-0.5, 0, 0.5], 'linear')).toEqual(['−0.5', '0.0', '0.5']);
  expect(tickLabels([0.00001, 0.0001], 'log')).toEqual(['1e−5', '1e−4']);
});
