import type { ImageSource } from '../image/region.js';
import type { Model } from '../model/model.js';
import { estimateNoise } from '../noise/estimate-noise.js';
import { numberIn } from '../validate.js';

/** The noise level to tell a network, in grey levels (0–255): the one given, else an estimate; undefined for blind networks. */
export async function sigmaFor(model: Model, source: ImageSource, sigma: number | undefined): Promise<number | undefined> {
  const given = sigma === undefined ? undefined : numberIn('sigma', sigma, 0, 255);
  if (model.sigmaInput === undefined) return undefined;
  return given ?? (await estimateNoise(source)).sigma;
}
