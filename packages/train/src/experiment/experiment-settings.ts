import { integerIn, numberIn } from '@cleargrain/core';
import type { ExperimentOptions } from './experiment-options.js';

/** The options of an experiment that have a default, filled in. */
export type ExperimentSettings = Required<Pick<ExperimentOptions, 'size' | 'gray' | 'sigma' | 'layers' | 'seed'>>;

/**
 * Checks the options and fills in the defaults.
 * @throws RangeError for options outside their range, and when there is no picture.
 */
export function experimentSettings(options: ExperimentOptions): ExperimentSettings {
  const { size = { width: 256, height: 256 }, gray = true, layers = [8, 16, 8, 4], seed = 1 } = options;
  const sigma = numberIn('gaussian', options.sigma ?? 25, 0.1, 255);
  for (const side of [size.width, size.height]) integerIn('size', side, 16, 4096);
  if (options.images.length === 0) throw new RangeError('expected at least one picture, received none');
  if (options.trainingImages?.length === 0) throw new RangeError('expected at least one picture to learn from, received none');
  return { size, gray, sigma, layers, seed };
}
