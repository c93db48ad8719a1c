import { type Image, type Model, psnr, type Session } from '@cleargrain/core';
import { addNoise } from './add-noise.js';
import { denoiseToBytes } from './denoise-to-bytes.js';
import type { ExperimentImage, LevelFigures } from './experiment-result.js';
import type { ExperimentSettings } from './experiment-settings.js';
import { partsOfNoise, scaleNoise } from './scale-noise.js';

/** Levels of the curve, as multiples of the level that was trained. */
const levels = [0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 2];

/** Mean of the squared differences, on the 0–1 scale. */
function meanSquare(noisy: Image, clean: Image): number {
  return noisy.data.reduce((sum, value, index) => sum + (value - clean.data[index]!) ** 2, 0) / noisy.data.length;
}

/** PSNR against the noise level, over the pictures that were held out (or all, when none was). */
export async function measureCurve(
  images: readonly ExperimentImage[],
  model: Model,
  session: Session,
  { noise, seed }: ExperimentSettings,
  signal?: AbortSignal,
): Promise<LevelFigures[]> {
  const unseen = images.some(({ heldOut }) => heldOut);
  const measured = [...images.entries()].filter(([, { heldOut }]) => heldOut === unseen);
  const points: LevelFigures[] = [];
  // Two levels of a JPEG may have the same quality.
  for (const level of new Set(levels.map((factor) => scaleNoise(noise, factor)))) {
    const { kind, numbers } = partsOfNoise(level);
    let [noisyPsnr, denoisedPsnr, square] = [0, 0, 0];
    for (const [index, { clean }] of measured) {
      const noisy = addNoise(clean, level, seed, index);
      square += meanSquare(noisy, clean) / measured.length;
      noisyPsnr += psnr(noisy, clean) / measured.length;
      denoisedPsnr += psnr(await denoiseToBytes(noisy, model, session, signal), clean) / measured.length;
    }
    points.push({ noise: level, sigma: kind === 'gaussian' ? numbers[0]! : 255 * Math.sqrt(square), noisyPsnr, psnr: denoisedPsnr });
  }
  return points;
}
