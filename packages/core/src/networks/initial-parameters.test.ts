import { expect, it } from 'vitest';
import { unflatten } from './flat-vector.js';
import { initialParameters } from './initial-parameters.js';
import type { NetworkConfig } from './network.js';
import { parametersOf } from './parameters-of.js';

const config: NetworkConfig = { architecture: 'unet', channels: 1, widths: [16, 24], blocks: 1 };
const countOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

it('parameters begin at zero or with the deviation of He, from the seed alone', () => {
  const vector = initialParameters(config, 7);
  expect(vector).toEqual(initialParameters(config, 7));
  expect(vector).not.toEqual(initialParameters(config, 8));
  const parameters = unflatten(config, vector);
  for (const { name, shape, initialisation } of parametersOf(config)) {
    const data = parameters.get(name)!;
    const meanSquare = data.reduce((sum, value) => sum + value * value, 0) / data.length;
    if (initialisation === 'zero') expect(meanSquare, name).toBe(0);
    // Five standard errors of a mean of n squares.
    else expect(Math.abs((meanSquare * countOf(shape.slice(1))) / 2 - 1), name).toBeLessThan(5 * Math.sqrt(2 / data.length));
  }
});
