import type { ImageSource } from '../image/region.js';
import type { Model } from '../model/model.js';
import { estimateNoise } from '../noise/estimate-noise.js';
import { numberIn } from '../validate.js';
import type { DenoiseOptions } from './denoise-options.js';

/**
 * The noise level in grey levels (0–255) where it is wanted, to tell it to the network or to skip what is clean: the one given, else an
 * estimate.
 */
export async function sigmaFor(
  model: Model,
  source: ImageSource,
  options: DenoiseOptions,
): Promise<{ readonly sigma: number | undefined; readonly skipped: boolean }> {
  const given = options.sigma === undefined ? undefined : numberIn('sigma', options.sigma, 0, 255);
  const skipBelow = numberIn('skipBelow', options.skipBelow ?? 0, 0, 255);
  const wanted = model.sigmaInput !== undefined || skipBelow > 0;
  const sigma = wanted ? (given ?? (await estimateNoise(source)).sigma) : given;
  return { sigma, skipped: sigma !== undefined && sigma < skipBelow };
}
