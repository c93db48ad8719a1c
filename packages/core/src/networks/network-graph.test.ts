import { expect, it } from 'vitest';
import { unflatten } from './flat-vector.js';
import type { NetworkConfig } from './network.js';
import { networkGraph } from './network-graph.js';
import { parameterCount } from './parameter-count.js';

const config: NetworkConfig = { architecture: 'unet', channels: 1, widths: [16, 24], blocks: 1 };

it('names a parameter that is missing or has another size', () => {
  const parameters = new Map(unflatten(config, new Float32Array(parameterCount(config))));
  parameters.set('tail.weight', new Float32Array(3));
  expect(() => networkGraph(config, parameters)).toThrow('expected 576 numbers for parameter tail.weight, received 3');
  parameters.delete('tail.weight');
  expect(() => networkGraph(config, parameters)).toThrow('parameter tail.weight, received none');
});
