import { expect, it } from 'vitest';
import { flatten, unflatten } from './flat-vector.js';
import type { NetworkConfig } from './network.js';
import { parameterCount } from './parameter-count.js';
import { parametersOf } from './parameters-of.js';

const config: NetworkConfig = { architecture: 'unet', channels: 1, widths: [16, 24], blocks: 1 };

it('parameters come back from a flat vector and go into it again', () => {
  const vector = Float32Array.from({ length: parameterCount(config) }, (_, i) => i);
  const parameters = unflatten(config, vector);
  expect([...parameters.keys()]).toEqual(parametersOf(config).map(({ name }) => name));
  expect(flatten(config, parameters)).toEqual(vector);
});

it('a parameter that is missing is named', () => {
  const parameters = new Map(unflatten(config, new Float32Array(parameterCount(config))));
  parameters.delete('tail.weight');
  expect(() => flatten(config, parameters)).toThrow('parameter tail.weight, received none');
});
