import { denoiseImage } from './denoise/denoise-image.js';
import type { Session } from './engine.js';
import type { Evaluation, EvaluationImage, EvaluationOptions, EvaluationResult, ImageFigures } from './evaluate/evaluation.js';
import { quantize } from './image/quantize.js';
import { psnr } from './metrics/psnr.js';
import { ssim } from './metrics/ssim.js';
import type { Model } from './model/model.js';
import { clip } from './noise/clip.js';
import type { NoiseModel } from './noise/noise-model.js';
import { progressAt } from './progress.js';
import { combineSeeds, createRandom } from './random.js';
import { integerIn } from './validate.js';

const memory = 1e9;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Measures a model as the papers do: seeded noise on each clean picture, as floats that are not clipped (unless `clip` asks for what an
 * 8-bit file keeps), the whole frame denoised, the output clamped and rounded to 8 bit, PSNR (peak 255) and SSIM (11×11 Gaussian
 * window) per picture, then their means. Each picture has its own noise, of one pattern at all levels.
 * @throws RangeError when there is no picture or an option is outside its range; what `denoiseImage` throws.
 */
export async function evaluate(
  images: readonly EvaluationImage[],
  noises: readonly NoiseModel[],
  model: Model,
  session: Session,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  const seed = integerIn('seed', options.seed ?? 0, 0, Number.MAX_SAFE_INTEGER);
  if (images.length === 0) throw new RangeError('expected at least one picture to evaluate on, received none');
  const { signal, onProgress } = options;
  const clipped = options.clip ?? false;
  const began = performance.now();
  const figures: ImageFigures[][] = noises.map(() => []);
  let done = 0;
  for (const [index, { name, read }] of images.entries()) {
    const clean = await read();
    for (const [level, noise] of noises.entries()) {
      signal?.throwIfAborted();
      const float = noise.apply(clean, createRandom(combineSeeds(seed, index)));
      const noisy = clipped ? clip(float) : float;
      // Tiles with the full halo are the whole frame; a network that sees everything gets it in one piece.
      const whole = { halo: 'full', memory: model.reach === Infinity ? Infinity : memory } as const;
      const output = quantize(await denoiseImage(noisy, model, session, { ...whole, sigma: noise.sigma, signal }), 8);
      figures[level]!.push({ name, psnr: psnr(clean, output), ssim: ssim(clean, output) });
      onProgress?.(progressAt(began, ++done / (images.length * noises.length)));
    }
  }
  const results = noises.map(
    (noise, level): EvaluationResult => ({
      noise: noise.name,
      clipped,
      psnr: mean(figures[level]!.map((figure) => figure.psnr)),
      ssim: mean(figures[level]!.map((figure) => figure.ssim)),
      images: figures[level]!,
    }),
  );
  return { model: model.name, results };
}
