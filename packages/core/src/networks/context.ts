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

/** A residual block that takes a threshold from a context. */
export interface ContextBlock {
  readonly name: string;
  /** Its channels. */
  readonly width: number;
  /** How many halvings below the first features it lies. */
  readonly depth: number;
}

/** How many halvings below the first features a context can be taken, the last at its own resolution. */
export const deepestContext = Math.log2(square);

/**
 * How active the features `[batch, in, height, width]` are around each place, in so many channels: a 1×1 convolution, ReLU, the mean over
 * squares, a 3×3 convolution, ReLU, and enlarged again; 1×1 convolutions make thresholds of it. As it grows with the noise, what is computed from it can
 * stand where other networks have biases, and the network stays homogeneous, f(ax) = a f(x): a blind network learns thresholds that follow the noise level.
 * Returns what a block adds to its channels before the ReLU.
 */
export function context(scope: NetworkScope, features: Value, channels: number, blocks: readonly ContextBlock[]): (block: string) => Value {
  const { graph } = scope;
  const activity = graph.relu(convolution(scope, 'context.activity', features, channels, 1));
  const around = graph.pad(mean(graph, activity), [0, 0, 1, 1], [0, 0, 1, 1], 'edge');
  const spread = graph.relu(graph.conv(around, scope.parameter('context.spread.weight', [channels, channels, 3, 3], 'he')));
  const enlarged = new Map<number, Value>();
  const at = (depth: number): Value => {
    const known = enlarged.get(depth);
    if (known !== undefined) return known;
    const value = depth === deepestContext ? spread : graph.upsample(spread, square / 2 ** depth);
    enlarged.set(depth, value);
    return value;
  };
  // The weights of all come before the blocks' own: the optimiser takes neighbours of one shape together.
  const thresholds = new Map(
    blocks.map(({ name, width, depth }) => {
      const weight = scope.parameter(`context.thresholds.${name}.weight`, [width, channels, 1, 1], 'zero');
      return [name, () => graph.conv(at(depth), weight)];
    }),
  );
  return (block) => thresholds.get(block)!();
}
