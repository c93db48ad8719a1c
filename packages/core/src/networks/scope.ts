import type { Value } from '../graph/graph.js';
import type { GraphBuilder } from '../graph/graph-builder.js';

/** How a parameter begins: at zero, or normal with the variance that keeps a ReLU network's signal (He et al. 2015). */
export type Initialisation = 'zero' | 'he';

/** What a network is built in: the graph, and where its parameters come from. */
export interface NetworkScope {
  /** The graph that is being built. */
  readonly graph: GraphBuilder;
  /** A trained tensor, by its name in the model file. */
  parameter(name: string, shape: readonly number[], initialisation: Initialisation): Value;
}
