import type { Value } from '../graph/graph.js';
import type { NetworkScope } from './scope.js';

/** Features to a side of the square over which activity is averaged: 16 pixels of the picture. */
const square = 8;

/**
 * How active the features `[batch, in, height, width]` are around each place → `[batch, channels, height, width]`: their absolute values, averaged over
 * squares, mixed by a 1×1 and a 3×3 convolution with ReLU, and enlarged again. As it grows with the noise, what is computed from it can stand where
 * other networks have biases, and the network stays homogeneous, f(ax) = a f(x): a blind network learns thresholds that follow the noise level.
 */
export function context(scope: NetworkScope, features: Value, channels: number): Value {
  const { graph } = scope;
  const into = features.shape[1] as number;
  const weight = scope.parameter('context.mix.weight', [channels, into, 1, 1], 'he');
  // The mean and the mixing are one convolution.
  const averaging = graph.mul(graph.expand(weight, [channels, into, square, square]), graph.scalar(1 / square ** 2));
  const activity = graph.relu(graph.conv(graph.abs(features), averaging, { stride: square }));
  const around = graph.pad(activity, [0, 0, 1, 1], [0, 0, 1, 1], 'edge');
  const spread = graph.relu(graph.conv(around, scope.parameter('context.spread.weight', [channels, channels, 3, 3], 'he')));
  return graph.upsample(spread, square);
}
