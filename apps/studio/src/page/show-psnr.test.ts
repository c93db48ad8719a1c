import { expect, it } from 'vitest';
import { showPsnr } from './show-psnr.js';

it('shows two decimals, and says of equal pictures that they are', () => {
  expect(showPsnr(27.456)).toBe('27.46 dB');
  expect(showPsnr(Infinity)).toBe('identical');
});
