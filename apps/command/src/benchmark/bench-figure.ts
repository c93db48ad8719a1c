import { type CurveSeries, curveFigure } from '@cleargrain/core';
import { loadTypeface } from '@cleargrain/node';
import { type BenchReport, benchName } from './bench-report.js';
import type { Quality } from './measure-quality.js';

/** PSNR against speed on the largest picture as a scatter plot (SVG): our models and the peers, a marker each with its name. */
export async function benchFigure({ speed: speeds, quality: qualities, peers }: BenchReport): Promise<string> {
  const largest = Math.max(...speeds.map(({ megapixels }) => megapixels));
  const [{ data, noise }] = qualities as readonly [Quality];
  const pointsOf = (wanted: (model: string) => boolean): CurveSeries['points'] =>
    qualities
      .filter(({ model }) => wanted(model))
      .map(({ model, psnr }) => ({
        x: speeds.find((speed) => speed.model === model && speed.megapixels === largest)!.millisecondsPerMegapixel,
        y: psnr,
        label: benchName(model),
      }));
  const series: CurveSeries[] = [{ name: 'Cleargrain', points: pointsOf((model) => !peers.includes(model)), line: false }];
  if (peers.length > 0) series.push({ name: 'others', points: pointsOf((model) => peers.includes(model)), line: false });
  return curveFigure(
    series.filter(({ points }) => points.length > 0),
    {
      typeface: await loadTypeface(),
      title: `${data}, ${noise}, ${Number(largest.toFixed(1))} megapixels`,
      xLabel: 'milliseconds per megapixel',
      yLabel: 'PSNR, dB',
      xScale: 'log',
    },
  );
}
