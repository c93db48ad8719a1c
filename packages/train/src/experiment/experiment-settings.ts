import { integerIn, invalid, numberIn, parseNoise } from '@cleargrain/core';
import type { ExperimentOptions } from './experiment-options.js';
import { partsOfNoise } from './scale-noise.js';

/** The options of an experiment that have a default, filled in. */
export type ExperimentSettings = Required<Pick<ExperimentOptions, 'size' | 'gray' | 'noise' | 'layers' | 'seed'>>;

/** One noise model that does something, by its name. */
function checkNoise(text: string): string {
  const [model, ...others] = parseNoise(text);
  if (others.length > 0) throw invalid('noise', 'one level', text);
  const { kind, numbers } = partsOfNoise(model!.name);
  if (kind === 'gaussian') numberIn('gaussian', numbers[0]!, 0.1, 255);
  else if (numbers.every((number) => number === 0)) throw invalid('noise', 'numbers above 0', text);
  return model!.name;
}

/**
 * Checks the options and fills in the defaults.
 * @throws RangeError for options outside their range, and when there is no picture.
 */
export function experimentSettings(options: ExperimentOptions): ExperimentSettings {
  const { size = { width: 256, height: 256 }, gray = true, layers = [8, 16, 8, 4], seed = 1 } = options;
  const noise = checkNoise(options.noise ?? 'gaussian:25');
  for (const side of [size.width, size.height]) integerIn('size', side, 16, 4096);
  if (options.images.length === 0) throw new RangeError('expected at least one picture, received none');
  if (options.trainingImages?.length === 0) throw new RangeError('expected at least one picture to learn from, received none');
  return { size, gray, noise, layers, seed };
}
