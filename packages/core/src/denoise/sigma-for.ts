import type { ImageSource } from '../image/region.js';
import type { Model } from '../model/model.js';
import { invalid, numberIn } from '../validate.js';

/** The noise level to tell a network, in grey levels (0–255): the one given, else an estimate; undefined for blind networks. */
export async function sigmaFor(model: Model, _source: ImageSource, sigma: number | undefined): Promise<number | undefined> {
  const given = sigma === undefined ? undefined : numberIn('sigma', sigma, 0, 255);
  if (model.sigmaInput === undefined) return undefined;
  if (given === undefined) throw invalid('sigma', `the noise level in grey levels (the model ${model.name} is told it)`, sigma);
  return given;
}
