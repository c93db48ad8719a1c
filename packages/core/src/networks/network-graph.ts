import { elementCount, symbolic } from '../graph/dimension.js';
import type { Graph } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { buildNetwork } from './build-network.js';
import { expectParameter } from './expect-parameter.js';
import type { NetworkConfig } from './network.js';
import type { Parameters } from './parameters.js';

/**
 * The network as a graph for pictures of any size: input `image` and output `denoised`, both `[batch, channels, height, width]`.
 * @throws RangeError when a parameter is missing or has another size.
 */
export function networkGraph(config: NetworkConfig, parameters: Parameters): Graph {
  const graph = new GraphBuilder();
  const image = graph.input('image', [symbolic('batch'), config.channels, symbolic('height'), symbolic('width')]);
  const parameter = (name: string, shape: readonly number[]) =>
    graph.weight(name, shape, expectParameter(parameters, name, elementCount(shape)));
  graph.output('denoised', buildNetwork({ graph, parameter }, image, config));
  return graph.build();
}
