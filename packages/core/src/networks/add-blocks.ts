import { expectParameter } from './expect-parameter.js';
import { unflatten } from './flat-vector.js';
import { initialParameters } from './initial-parameters.js';
import type { FlatConfig, UnetConfig } from './network.js';
import type { Parameters } from './parameters.js';

/**
 * A flat vector for a network that has more blocks than the trained one that `parameters` belong to, and is the same in all else. The new blocks begin as
 * the identity, their first weights drawn from `seed`, so that both networks compute the same (Chen, Goodfellow, Shlens 2016, "Net2Net").
 * @throws RangeError when a parameter has another size.
 */
export function addBlocks(network: FlatConfig | UnetConfig, parameters: Parameters, seed: number): Float32Array {
  const vector = initialParameters(network, seed);
  for (const [name, part] of unflatten(network, vector)) {
    if (parameters.has(name)) part.set(expectParameter(parameters, name, part.length));
  }
  return vector;
}
