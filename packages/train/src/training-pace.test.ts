import { expect, it } from 'vitest';
import { TrainingPace } from './training-pace.js';

/** Four times the pixels in the second phase. */
const recipe = {
  steps: 1000,
  phases: [
    { until: 0.4, batch: 4, crop: 32, loss: 'l1' },
    { until: 1, batch: 4, crop: 64, loss: 'mse' },
  ],
} as const;

it('knows that a later phase of larger crops takes longer', () => {
  const pace = new TrainingPace(recipe);
  for (let step = 0; step < 100; step++) pace.add(step, 0.1);
  expect(pace.stepsPerSecond(99)).toBeCloseTo(10);
  expect(pace.stepsPerSecond(400)).toBeCloseTo(2.5);
  expect(pace.remaining(100)).toBeCloseTo(300 * 0.1 + 600 * 0.4);
  expect(pace.remaining(900)).toBeCloseTo(100 * 0.4);
  expect(pace.remaining(1000)).toBe(0);
});

it('follows the last steps, and a single slow one changes little', () => {
  const pace = new TrainingPace(recipe);
  for (let step = 0; step < 300; step++) pace.add(step, 0.1);
  pace.add(300, 1);
  expect(pace.stepsPerSecond(301)).toBeGreaterThan(8);
  for (let step = 400; step < 800; step++) pace.add(step, 4);
  expect(pace.stepsPerSecond(800)).toBeCloseTo(0.25, 2);
  expect(pace.remaining(900)).toBeCloseTo(400, 0);
});
