import { expect, it } from 'vitest';
import { createImage } from '../image/image.js';
import { residual } from './residual.js';

it('the residual is mid-grey where pictures agree, amplified elsewhere, and stays in range', () => {
  const a = createImage(4, 1, 1, Float32Array.of(0.5, 0.75, 0.25, 1));
  const b = createImage(4, 1, 1, Float32Array.of(0.5, 0.5, 0.5, 0));
  expect([...residual(a, b).data]).toEqual([0.5, 0.75, 0.25, 1]);
  expect([...residual(a, b, { amplification: 0.5 }).data]).toEqual([0.5, 0.625, 0.375, 1]);
});
