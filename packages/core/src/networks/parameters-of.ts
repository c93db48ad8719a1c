import { symbolic } from '../graph/dimension.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { buildNetwork } from './build-network.js';
import type { NetworkConfig } from './network.js';
import type { Initialisation } from './scope.js';

/** One trained tensor of a network. */
export interface ParameterSpecification {
  /** Its name in the graph. */
  readonly name: string;
  /** The size of each dimension; weights are `[out, in, kernel, kernel]`. */
  readonly shape: readonly number[];
  /** What its numbers are before the training. */
  readonly initialisation: Initialisation;
}

/** All parameters of a network, in the order in which it declares them: the order of the flat vector that training works on. */
export function parametersOf(config: NetworkConfig): readonly ParameterSpecification[] {
  const graph = new GraphBuilder();
  const found: ParameterSpecification[] = [];
  const parameter = (name: string, shape: readonly number[], initialisation: Initialisation) => {
    found.push({ name, shape, initialisation });
    return graph.input(name, shape);
  };
  buildNetwork({ graph, parameter }, graph.input('image', [1, config.channels, symbolic('height'), symbolic('width')]), config);
  return found;
}
