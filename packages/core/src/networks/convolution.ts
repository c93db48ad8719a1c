import type { Value } from '../graph/graph.js';
import type { Initialisation, NetworkScope } from './scope.js';

/** A convolution without bias whose output has the size of its input: `[batch, in, height, width]` → `[batch, out, height, width]`. */
export function convolution(
  scope: NetworkScope,
  name: string,
  image: Value,
  out: number,
  kernel: 1 | 3,
  initialisation: Initialisation = 'he',
): Value {
  const into = image.shape[1] as number;
  const weight = scope.parameter(`${name}.weight`, [out, into, kernel, kernel], initialisation);
  return scope.graph.conv(image, weight, { padding: (kernel - 1) / 2 });
}

/**
 * A residual block, `x + conv(relu(conv(x) + threshold))`, the threshold being none or of the convolution's shape. The block's second convolution begins
 * at zero, so the block begins as the identity.
 */
export function residualBlock(scope: NetworkScope, name: string, image: Value, threshold?: Value): Value {
  const { graph } = scope;
  const width = image.shape[1] as number;
  const first = convolution(scope, `${name}.first`, image, width, 3);
  const inner = graph.relu(threshold ? graph.add(first, threshold) : first);
  return graph.add(image, convolution(scope, `${name}.second`, inner, width, 3, 'zero'));
}
