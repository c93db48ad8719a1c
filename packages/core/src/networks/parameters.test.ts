import { describe, expect, it } from 'vitest';
import type { NetworkConfig } from './network.js';
import { flatten, initialParameters, networkGraph, parameterCount, parametersOf, unflatten } from './parameters.js';

const config: NetworkConfig = { architecture: 'unet', channels: 1, widths: [16, 24], blocks: 1 };
const countOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

describe('the parameters of a network', () => {
  it('have names of their own', () => {
    const names = parametersOf(config).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('come back from a flat vector and go into it again', () => {
    const vector = Float32Array.from({ length: parameterCount(config) }, (_, i) => i);
    const parameters = unflatten(config, vector);
    expect([...parameters.keys()]).toEqual(parametersOf(config).map(({ name }) => name));
    expect(flatten(config, parameters)).toEqual(vector);
  });

  it('begin at zero or with the deviation of He, from the seed alone', () => {
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

  it('begin at zero where a residual ends, so that every block begins as the identity', () => {
    const zeros = parametersOf(config).filter(({ initialisation }) => initialisation === 'zero');
    expect(zeros.map(({ name }) => name)).toEqual([
      'down.0.0.second.weight',
      'bottom.0.second.weight',
      'up.0.0.second.weight',
      'tail.weight',
    ]);
  });

  it('are named when one is missing or has another size', () => {
    const parameters = new Map(unflatten(config, new Float32Array(parameterCount(config))));
    parameters.set('tail.weight', new Float32Array(3));
    expect(() => networkGraph(config, parameters)).toThrow('expected 576 numbers for parameter tail.weight, received 3');
    parameters.delete('tail.weight');
    expect(() => networkGraph(config, parameters)).toThrow('parameter tail.weight, received none');
    expect(() => flatten(config, parameters)).toThrow('parameter tail.weight, received none');
  });
});
