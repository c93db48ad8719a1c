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

/** A residual block, `x + conv(relu(conv(x)))`. The second convolution begins at zero, so the block begins as the identity. */
export function residualBlock(scope: NetworkScope, name: string, image: Value): Value {
  const width = image.shape[1] as number;
  const inner = scope.graph.relu(convolution(scope, `${name}.first`, image, width, 3));
  return scope.graph.add(image, convolution(scope, `${name}.second`, inner, width, 3, 'zero'));
}
