import { showTable } from '../terminal/show-table.js';
import type { SetResult } from './set-result.js';

/** The figures as a table for a terminal. */
export function showResults(results: readonly SetResult[]): string {
  return showTable(
    ['set', 'noise', 'input', 'PSNR', 'SSIM', 'pictures'],
    results.map(({ data, noise, clipped, psnr, ssim, images }) => [
      data,
      noise,
      clipped ? '8-bit' : 'float',
      // JSON keeps the infinite PSNR of equal pictures as null.
      `${psnr?.toFixed(2) ?? '–'} dB`,
      ssim.toFixed(4),
      String(images.length),
    ]),
  );
}
