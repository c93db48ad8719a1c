import type { Value } from '../graph/graph.js';
import type { NetworkScope } from './scope.js';

/**
 * The first layer: `[batch, channels, height, width]` → `[batch, width, height/2, width/2]`, a 6×6 convolution of stride 2, which is a pixel
 * unshuffle followed by a 3×3 convolution. Each filter sums to zero over each colour, and the picture's edge is repeated outward: adding a
 * constant to a colour changes nothing behind this layer. Together with the absence of biases this makes the network normalisation-equivariant,
 * f(ax + b) = a f(x) + b (Herbreteau, Moebel, Kervrann 2023), so that a constant picture comes back exactly.
 */
export function head(scope: NetworkScope, image: Value, width: number, name = 'head'): Value {
  const { graph } = scope;
  const channels = image.shape[1] as number;
  const weight = scope.parameter(`${name}.weight`, [width, channels, 6, 6], 'he');
  const differences = graph.sub(weight, graph.reduceMean(weight, [2, 3]));
  return graph.conv(graph.pad(image, [0, 0, 2, 2], [0, 0, 2, 2], 'edge'), differences, { stride: 2 });
}
