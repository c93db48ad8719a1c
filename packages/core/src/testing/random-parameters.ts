import type { NetworkConfig } from '../networks/network.js';
import type { Parameters } from '../networks/parameters.js';
import { parametersOf } from '../networks/parameters-of.js';
import { createRandom } from '../random.js';

/** Random weights for a network, none of them zero, that keep the signal's size; biases are small. */
export function randomParameters(config: NetworkConfig, seed = 1): Parameters {
  const random = createRandom(seed);
  return new Map(
    parametersOf(config).map(({ name, shape }) => {
      const inputs = shape.slice(1).reduce((product, size) => product * size, 1);
      // Half of He's deviation, or the sums of the residual blocks grow from block to block.
      const deviation = shape.length === 1 ? 0.1 : Math.sqrt(0.5 / inputs);
      const count = shape.reduce((product, size) => product * size, 1);
      return [name, Float32Array.from({ length: count }, () => deviation * random.normal())];
    }),
  );
}
