import { expect, it } from 'vitest';
import { pixelsOfSteps } from './pixels-of-steps.js';

const recipe = {
  steps: 10,
  phases: [
    { until: 0.4, batch: 2, crop: 8, loss: 'l1' },
    { until: 1, batch: 1, crop: 16, loss: 'mse' },
  ],
} as const;

it.each([
  [0, 10, 4 * 128 + 6 * 256],
  [0, 3, 3 * 128],
  [3, 5, 128 + 256],
  [7, 9, 2 * 256],
  [10, 10, 0],
])('adds up the batches of steps %i to %i', (from, to, pixels) => {
  expect(pixelsOfSteps(recipe, from, to)).toBe(pixels);
});
