import { describe, expect, it } from 'vitest';
import { learningRateAt } from './learning-rate.js';

const options = { peak: 1e-3, final: 1e-5, warmup: 100, steps: 1100 };

describe('the learning rate', () => {
  it('rises in equal parts to its peak', () => {
    expect(learningRateAt(0, options)).toBeCloseTo(1e-5, 12);
    expect(learningRateAt(49, options)).toBeCloseTo(5e-4, 12);
    expect(learningRateAt(99, options)).toBe(1e-3);
    expect(learningRateAt(100, options)).toBe(1e-3);
  });

  it('falls along half a cosine, half way at half time', () => {
    expect(learningRateAt(600, options)).toBeCloseTo((1e-3 + 1e-5) / 2, 12);
    expect(learningRateAt(350, options)).toBeCloseTo(1e-5 + (0.99e-3 * (1 + Math.SQRT1_2)) / 2, 12);
    expect(learningRateAt(1100, options)).toBeCloseTo(1e-5, 12);
    expect(learningRateAt(1099, options)).toBeLessThan(1.01e-5);
    for (let step = 101; step <= 1100; step++) expect(learningRateAt(step, options)).toBeLessThan(learningRateAt(step - 1, options));
  });

  it('begins at its peak without a rise, and is a number for a run that only rises', () => {
    expect(learningRateAt(0, { ...options, warmup: 0 })).toBe(1e-3);
    expect(learningRateAt(4, { ...options, warmup: 5, steps: 5 })).toBe(1e-3);
    expect(learningRateAt(5, { ...options, warmup: 5, steps: 5 })).toBe(1e-3);
  });
});
