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
 * A residual block, `x + conv(relu(conv(x)))`; with `threshold`, the picture's context and the 1×1 convolution that makes of it what is added before the
 * ReLU. The block's second convolution begins at zero, so the block begins as the identity.
 */
export function residualBlock(
  scope: NetworkScope,
  name: string,
  image: Value,
  threshold?: { readonly context: Value; readonly weight: Value },
): Value {
  const { graph } = scope;
  const width = image.shape[1] as number;
  const first = convolution(scope, `${name}.first`, image, width, 3);
  const inner = graph.relu(threshold ? graph.add(first, graph.conv(threshold.context, threshold.weight)) : first);
  return graph.add(image, convolution(scope, `${name}.second`, inner, width, 3, 'zero'));
}
