import { elementCount } from '../graph/dimension.js';
import type { Graph } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { buildNetwork } from '../networks/build-network.js';
import type { UnetConfig } from '../networks/network.js';

/** Of all that the networks that ship consist of. */
const network: UnetConfig = { architecture: 'unet', channels: 3, widths: [32, 32], blocks: 2, direct: 12, context: 8 };

/**
 * A graph of what our networks and their training use, for a picture x `[1, 3, size, size]`: `denoised` is what a network with weights of no meaning makes of it,
 * `weightGradient` and `inputGradient` are those of a convolution.
 */
export function selfTestGraph(size: number): Graph {
  const graph = new GraphBuilder();
  const x = graph.input('x', [1, 3, size, size]);
  const parameter = (name: string, shape: readonly number[]) => {
    const scale = 1 / Math.sqrt(elementCount(shape.slice(1)));
    return graph.weight(
      name,
      shape,
      Float32Array.from({ length: elementCount(shape) }, (_, index) => scale * Math.sin(1.7 * index)),
    );
  };
  graph.output('denoised', buildNetwork({ graph, parameter }, x, network));
  const half = graph.spaceToDepth(x, 2);
  const layer = { stride: 1, padding: 1 };
  graph.output('weightGradient', graph.convWeightGradient(half, half, layer));
  graph.output('inputGradient', graph.convInputGradient(half, parameter('weight', [12, 12, 3, 3]), layer));
  return graph.build();
}
