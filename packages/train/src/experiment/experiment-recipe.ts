import { integerIn, type NetworkConfig } from '@cleargrain/core';
import { parseRecipe } from '../parse-recipe.js';
import type { Recipe } from '../recipe.js';
import { partsOfNoise } from './scale-noise.js';

const stepsWanted = 4000;
const largestCrop = 64;
const batch = 2;

/** What an experiment trains, and what its recipe is made from. */
export interface ExperimentTraining {
  readonly network: NetworkConfig;
  /** Pictures to learn from. */
  readonly pictures: number;
  readonly size: { readonly width: number; readonly height: number };
  /** One noise model's name. */
  readonly noise: string;
  readonly epochs: number | undefined;
  readonly seed: number;
}

/** The recipe of an experiment, and the epochs that its steps make. */
export function experimentRecipe(training: ExperimentTraining): { readonly recipe: Recipe; readonly epochs: number } {
  const { network, pictures, size, noise, epochs, seed } = training;
  const { width, height } = size;
  const { kind, numbers } = partsOfNoise(noise);
  const crop = Math.min(largestCrop, 8 * Math.floor(Math.min(width, height) / 8));
  const stepsAnEpoch = Math.max(1, Math.round((pictures * width * height) / (batch * crop * crop)));
  const epochCount = epochs === undefined ? Math.ceil(stepsWanted / stepsAnEpoch) : integerIn('epochs', epochs, 1, 1e6);
  const recipe = parseRecipe({
    network,
    steps: epochCount * stepsAnEpoch,
    seed,
    phases: [{ until: 1, batch, crop, loss: 'mse' }],
    noise: [{ kind, ranges: numbers.map((number) => [number, number]), clipped: true }],
    learningRate: { peak: 5e-3 },
    averageDecay: 0.99,
  });
  return { recipe, epochs: epochCount };
}
