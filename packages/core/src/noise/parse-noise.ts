import { invalid, oneOf } from '../validate.js';
import { camera } from './camera.js';
import { gaussian } from './gaussian.js';
import { jpeg } from './jpeg.js';
import type { NoiseModel } from './noise-model.js';
import { photo } from './photo.js';
import { poisson } from './poisson.js';
import { saltAndPepper } from './salt-and-pepper.js';
import { speckle } from './speckle.js';

/** By kind: how many numbers make a model, and which model. */
const kinds = {
  gaussian: { numbers: 1, create: gaussian },
  poisson: { numbers: 1, create: poisson },
  camera: { numbers: 2, create: camera },
  'salt-pepper': { numbers: 1, create: saltAndPepper },
  speckle: { numbers: 1, create: speckle },
  jpeg: { numbers: 1, create: (quality: number) => jpeg(quality) },
  photo: { numbers: 1, create: photo },
} satisfies Record<string, { numbers: number; create: (first: number, second: number) => NoiseModel }>;

const names = [
  'gaussian',
  'poisson',
  'camera',
  'salt-pepper',
  'speckle',
  'jpeg',
  'photo',
] as const satisfies readonly (keyof typeof kinds)[];

/**
 * The noise models that a text describes: a kind, a colon and its numbers, such as `gaussian:25` (σ in grey levels, 0–255),
 * `poisson:30` (photons at white), `camera:0.01,0.0002` (a and b), `salt-pepper:0.05`, `speckle:0.1`, `jpeg:60` or `photo:15` (σ in grey levels). More
 * numbers make more models: `gaussian:15,25,50` makes three.
 * @throws RangeError when the kind is unknown or a number is missing or outside its range.
 */
export function parseNoise(text: string): NoiseModel[] {
  const colon = text.indexOf(':');
  const name = oneOf('noise', colon < 0 ? text : text.slice(0, colon), names);
  const { numbers, create } = kinds[name];
  const values = (colon < 0 ? [] : text.slice(colon + 1).split(',')).map((part) => {
    const value = part.trim() === '' ? Number.NaN : Number(part);
    if (!Number.isFinite(value)) throw invalid(name, 'a number', part);
    return value;
  });
  if (values.length === 0 || values.length % numbers !== 0) {
    const example = numbers === 1 ? `${name}:NUMBER` : `${name}:A,B`;
    throw invalid('noise', `${numbers} number${numbers > 1 ? 's' : ''} a level, as in ${example}`, text);
  }
  const models: NoiseModel[] = [];
  for (let i = 0; i < values.length; i += numbers) models.push(create(values[i]!, values[i + 1]!));
  return models;
}
