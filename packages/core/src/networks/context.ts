import type { Value } from '../graph/graph.js';
import type { GraphBuilder } from '../graph/graph-builder.js';
import { convolution } from './convolution.js';
import type { NetworkScope } from './scope.js';

/** Features to a side of the square over which activity is averaged: 16 pixels of the picture. */
const square = 8;

/** The mean over squares, `[batch, channels, height, width]` → `[batch, channels, height/8, width/8]`: a convolution that keeps channels apart. */
function mean(graph: GraphBuilder, features: Value): Value {
  const channels = features.shape[1] as number;
  const own = Float32Array.from({ length: channels ** 2 }, (_, i) => (i % (channels + 1) === 0 ? 1 / square ** 2 : 0));
  const weight = graph.expand(graph.constant([channels, channels, 1, 1], own), [channels, channels, square, square]);
  return graph.conv(features, weight, { stride: square });
}

/**
 * How active the features `[batch, in, height, width]` are around each place → `[batch, channels, height, width]`: a 1×1 convolution, ReLU, the mean over
 * squares, a 3×3 convolution, ReLU, and enlarged again. As it grows with the noise, what is computed from it can stand where
 * other networks have biases, and the network stays homogeneous, f(ax) = a f(x): a blind network learns thresholds that follow the noise level.
 */
export function context(scope: NetworkScope, features: Value, channels: number): Value {
  const { graph } = scope;
  const activity = graph.relu(convolution(scope, 'context.activity', features, channels, 1));
  const around = graph.pad(mean(graph, activity), [0, 0, 1, 1], [0, 0, 1, 1], 'edge');
  const spread = graph.relu(graph.conv(around, scope.parameter('context.spread.weight', [channels, channels, 3, 3], 'he')));
  return graph.upsample(spread, square);
}
