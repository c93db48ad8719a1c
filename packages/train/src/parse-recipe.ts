import { integerIn, invalid, measureNetwork, type NoiseModel, numberIn, oneOf, parseNetwork, parseNoise } from '@cleargrain/core';
import type { FileShare } from './data/file-share.js';
import type { TrainingNoise } from './data/training-noise.js';
import type { LossName } from './loss/loss.js';
import { type OptimiserName, optimiserNames } from './optimiser/optimise.js';
import { defaultRecipe, type Recipe, type TrainingPhase } from './recipe.js';

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(name: string, value: unknown, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(name, 'an object', value);
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger !== undefined) throw invalid(name, `one of ${known.join(', ')}`, stranger);
  return value as Fields;
}

function listOf(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid(name, 'a list', value);
  return value;
}

function parsePhase(value: unknown, index: number, alignment: number): TrainingPhase {
  const name = `phases[${index}]`;
  const fields = fieldsOf(name, value, ['until', 'batch', 'crop', 'loss']);
  const crop = integerIn(`${name}.crop`, fields.crop, 8, 4096);
  if (crop % alignment !== 0) throw invalid(`${name}.crop`, `a multiple of ${alignment}`, crop);
  return {
    until: numberIn(`${name}.until`, fields.until, 0, 1),
    batch: integerIn(`${name}.batch`, fields.batch, 1, 4096),
    crop,
    loss: oneOf<LossName>(`${name}.loss`, fields.loss, ['l1', 'mse', 'charbonnier']),
  };
}

function parseTrainingNoise(value: unknown, index: number): TrainingNoise {
  const name = `noise[${index}]`;
  const fields = fieldsOf(name, value, ['share', 'kind', 'ranges', 'clipped']);
  const ranges = listOf(`${name}.ranges`, fields.ranges).map((range): [number, number] => {
    if (!Array.isArray(range) || range.length !== 2) throw invalid(`${name}.ranges`, 'pairs of numbers', range);
    return [numberIn(`${name}.ranges`, range[0], 0, Infinity), numberIn(`${name}.ranges`, range[1], 0, Infinity)];
  });
  const { kind, clipped = false } = fields;
  if (typeof kind !== 'string') throw invalid(`${name}.kind`, 'a kind of noise', kind);
  if (typeof clipped !== 'boolean') throw invalid(`${name}.clipped`, 'true or false', clipped);
  // Both ends must make one noise model; that tells an unknown kind, a number out of range, and too few or too many numbers.
  for (const end of [0, 1] as const) {
    let models: NoiseModel[];
    try {
      models = parseNoise(`${kind}:${ranges.map((range) => range[end]).join(',')}`);
    } catch (error) {
      throw new RangeError(`${name}: ${(error as Error).message}`);
    }
    if (models.length !== 1) throw invalid(`${name}.ranges`, `the ranges of one model of ${kind}`, ranges.length);
  }
  return { share: numberIn(`${name}.share`, fields.share ?? 1, 0, Infinity), kind, ranges, clipped };
}

function parseFileShare(value: unknown): FileShare {
  const { share, quality } = fieldsOf('jpeg', value, ['share', 'quality']);
  const [from, to, ...more] = listOf('jpeg.quality', quality).map((end) => integerIn('jpeg.quality', end, 1, 100));
  if (from === undefined || to === undefined || more.length > 0 || from > to)
    throw invalid('jpeg.quality', 'the lowest and the highest', quality);
  return { share: numberIn('jpeg.share', share, 0, 1), quality: [from, to] };
}

function parseValidationNoise(value: unknown): string {
  if (typeof value !== 'string') throw invalid('validation.noise', 'a noise such as photo:12', value);
  let models: NoiseModel[];
  try {
    models = parseNoise(value);
  } catch (error) {
    throw new RangeError(`validation.noise: ${(error as Error).message}`);
  }
  if (models.length !== 1) throw invalid('validation.noise', 'one level', value);
  return value;
}

const keys = [
  'network',
  'steps',
  'seed',
  'phases',
  'scales',
  'jpeg',
  'noise',
  'learningRate',
  'optimiser',
  'weightDecay',
  'gradientLimit',
  'averageDecay',
  'teacherShare',
  'validation',
];

/**
 * A recipe from outside: what it leaves out is the default's.
 * @throws RangeError that names what is wrong and what was expected.
 */
export function parseRecipe(value: unknown): Recipe {
  const fields = fieldsOf('recipe', value, keys);
  const steps = integerIn('steps', fields.steps ?? defaultRecipe.steps, 1, 100_000_000);
  const rate = fieldsOf('learningRate', fields.learningRate ?? {}, ['peak', 'final', 'warmup']);
  const validation = fieldsOf('validation', fields.validation ?? {}, ['every', 'sigma', 'noise']);
  const network = parseNetwork(fields.network);
  // At least 8, so that a recipe fits networks of other depths too.
  const { alignment } = measureNetwork(network);
  const phases = listOf('phases', fields.phases ?? defaultRecipe.phases).map((phase, i) => parsePhase(phase, i, Math.max(8, alignment)));
  if (phases.some(({ until }, i) => until <= (phases[i - 1]?.until ?? 0)) || phases.at(-1)?.until !== 1) {
    throw invalid(
      'phases',
      'rising values of until that end at 1',
      phases.map(({ until }) => until),
    );
  }
  const noise = listOf('noise', fields.noise ?? defaultRecipe.noise).map(parseTrainingNoise);
  if (noise.every(({ share }) => share === 0)) throw invalid('noise', 'a share above 0', 0);
  return {
    network,
    steps,
    seed: integerIn('seed', fields.seed ?? defaultRecipe.seed, 0, Number.MAX_SAFE_INTEGER),
    phases,
    ...(fields.scales !== undefined && { scales: listOf('scales', fields.scales).map((scale) => numberIn('scales', scale, 0.1, 1)) }),
    ...(fields.jpeg !== undefined && { jpeg: parseFileShare(fields.jpeg) }),
    noise,
    learningRate: {
      peak: numberIn('learningRate.peak', rate.peak ?? defaultRecipe.learningRate.peak, 0, 1),
      final: numberIn('learningRate.final', rate.final ?? defaultRecipe.learningRate.final, 0, 1),
      warmup: integerIn('learningRate.warmup', rate.warmup ?? Math.min(500, Math.floor(steps / 20)), 0, steps),
    },
    optimiser: oneOf<OptimiserName>('optimiser', fields.optimiser ?? defaultRecipe.optimiser, optimiserNames),
    weightDecay: numberIn('weightDecay', fields.weightDecay ?? defaultRecipe.weightDecay, 0, 1),
    gradientLimit: numberIn('gradientLimit', fields.gradientLimit ?? defaultRecipe.gradientLimit, 1e-9, Infinity),
    averageDecay: numberIn('averageDecay', fields.averageDecay ?? defaultRecipe.averageDecay, 0, 1),
    ...(fields.teacherShare !== undefined && { teacherShare: numberIn('teacherShare', fields.teacherShare, 0, 1) }),
    validation: {
      every: integerIn('validation.every', validation.every ?? defaultRecipe.validation.every, 1, Infinity),
      sigma: numberIn('validation.sigma', validation.sigma ?? defaultRecipe.validation.sigma, 0, 255),
      ...(validation.noise !== undefined && { noise: parseValidationNoise(validation.noise) }),
    },
  };
}
