import { elementCount } from '../graph/dimension.js';
import { createRandom } from '../random.js';
import type { NetworkConfig } from './network.js';
import { parameterCount } from './parameter-count.js';
import { parametersOf } from './parameters-of.js';

/** A flat vector of all parameters, as a network begins its training. */
export function initialParameters(config: NetworkConfig, seed: number): Float32Array {
  const random = createRandom(seed);
  const vector = new Float32Array(parameterCount(config));
  let offset = 0;
  for (const { shape, initialisation } of parametersOf(config)) {
    const count = elementCount(shape);
    if (initialisation === 'he') {
      const deviation = Math.sqrt(2 / elementCount(shape.slice(1)));
      for (let i = 0; i < count; i++) vector[offset + i] = deviation * random.normal();
    }
    offset += count;
  }
  return vector;
}
