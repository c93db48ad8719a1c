import { elementCount } from '../graph/dimension.js';
import { expectParameter } from './expect-parameter.js';
import type { NetworkConfig } from './network.js';
import { parameterCount } from './parameter-count.js';
import type { Parameters } from './parameters.js';
import { parametersOf } from './parameters-of.js';

/** The tensors that a flat vector holds. They share its memory. */
export function unflatten(config: NetworkConfig, vector: Float32Array): Parameters {
  let offset = 0;
  return new Map(
    parametersOf(config).map(({ name, shape }) => {
      offset += elementCount(shape);
      return [name, vector.subarray(offset - elementCount(shape), offset)];
    }),
  );
}

/**
 * One flat vector of all tensors.
 * @throws RangeError when a parameter is missing or has another size.
 */
export function flatten(config: NetworkConfig, parameters: Parameters): Float32Array {
  const vector = new Float32Array(parameterCount(config));
  for (const [name, part] of unflatten(config, vector)) part.set(expectParameter(parameters, name, part.length));
  return vector;
}
