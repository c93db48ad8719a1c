import { type CurvePoint, curveFigure } from '@cleargrain/core';
import type { ShownResult } from '../worker/learn-types.js';
import { canvasTypeface } from './canvas-typeface.js';
import { renderSvg } from './render-svg.js';

const [width, height] = [720, 450];

/** The points that have a place on an axis: the PSNR of two equal pictures has none. */
const finite = (points: readonly CurvePoint[]) => points.filter(({ y }) => Number.isFinite(y));

/** PSNR against the noise level as a PNG file; `trainedOn` says in words what the network learnt from. */
export async function drawCurve(curve: ShownResult['curve'], trainedOn: string): Promise<Blob> {
  const svg = curveFigure(
    [
      { name: 'denoised', points: finite(curve.map(({ sigma, psnr }) => ({ x: sigma, y: psnr }))) },
      { name: 'noisy', dashed: true, points: finite(curve.map(({ sigma, noisyPsnr }) => ({ x: sigma, y: noisyPsnr }))) },
    ],
    {
      typeface: canvasTypeface(),
      title: `PSNR against the noise level, trained on ${trainedOn}`,
      xLabel: 'noise, standard deviation in grey levels',
      yLabel: 'PSNR, dB',
      width,
      height,
    },
  );
  return renderSvg(svg, width, height, 2);
}
