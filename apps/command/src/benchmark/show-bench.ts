import { showTable } from '../terminal/show-table.js';
import type { BenchReport } from './bench-report.js';

/** The measurements as tables for a terminal. */
export function showBench({ machine, speed: speeds, quality: qualities }: BenchReport): string {
  const speed = showTable(
    ['model', 'megapixels', 'ms per megapixel', 'engine', 'memory'],
    speeds.map(({ model, megapixels, millisecondsPerMegapixel, engineShare, memory }) => [
      model,
      String(Number(megapixels.toFixed(2))),
      millisecondsPerMegapixel.toFixed(0),
      `${(100 * engineShare).toFixed(0)} %`,
      `${(memory / 1e6).toFixed(0)} MB`,
    ]),
  );
  if (qualities.length === 0) return `${machine}\n\n${speed}`;
  const quality = showTable(
    ['model', 'set', 'noise', 'PSNR', 'SSIM'],
    qualities.map(({ model, data, noise, psnr, ssim }) => [model, data, noise, `${psnr.toFixed(2)} dB`, ssim.toFixed(4)]),
  );
  return `${machine}\n\n${speed}\n${quality}`;
}
