import { type Model, psnr, type Session } from '@cleargrain/core';
import { addNoise } from './add-noise.js';
import { denoiseToBytes } from './denoise-to-bytes.js';
import type { ExperimentImage, LevelFigures } from './experiment-result.js';
import type { ExperimentSettings } from './experiment-settings.js';

/** Levels of the curve, as multiples of the level that was trained. */
const levels = [0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 2];

/** PSNR against the noise level, over the pictures that were held out (or all, when none was). */
export async function measureCurve(
  images: readonly ExperimentImage[],
  model: Model,
  session: Session,
  { sigma, seed }: ExperimentSettings,
  signal?: AbortSignal,
): Promise<LevelFigures[]> {
  const unseen = images.some(({ heldOut }) => heldOut);
  const measured = [...images.entries()].filter(([, { heldOut }]) => heldOut === unseen);
  const points: LevelFigures[] = [];
  for (const level of levels) {
    const point = { sigma: sigma * level, noisyPsnr: 0, psnr: 0 };
    for (const [index, { clean }] of measured) {
      const noisy = addNoise(clean, point.sigma, seed, index);
      point.noisyPsnr += psnr(noisy, clean) / measured.length;
      point.psnr += psnr(await denoiseToBytes(noisy, model, session, signal), clean) / measured.length;
    }
    points.push(point);
  }
  return points;
}
