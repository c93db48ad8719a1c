import type { Value } from '../graph/graph.js';
import { type ContextBlock, context } from './context.js';
import { convolution, residualBlock } from './convolution.js';
import { head } from './head.js';
import type { UnetConfig } from './network.js';
import type { NetworkScope } from './scope.js';
import { tail } from './tail.js';

/** All residual blocks, level by level: those on the way down, then those on the way up. */
function blocksOf({ widths, blocks }: UnetConfig): readonly ContextBlock[] {
  return widths.flatMap((width, depth) => {
    const chains = depth + 1 === widths.length ? ['bottom'] : [`down.${depth}`, `up.${depth}`];
    return chains.flatMap((chain) => Array.from({ length: blocks }, (_, index) => ({ name: `${chain}.${index}`, width, depth })));
  });
}

/**
 * Residual blocks at several scales with additive skips, like DRUNet (Zhang et al. 2021) without its noise-level map and on an unshuffled picture.
 * Down: 2×2 convolutions of stride 2. Up: 1×1 convolutions and pixel shuffle, which begin at zero: what a
 * level would give at first is random, and levels above learn to keep it out. Without biases; with a context in their place where the configuration has one.
 */
export function unet(scope: NetworkScope, image: Value, config: UnetConfig): Value {
  const { graph } = scope;
  const { widths, blocks } = config;
  const first = head(scope, image, widths[0]!);
  const direct = config.direct === undefined ? undefined : head(scope, image, config.direct, 'direct.head');
  const threshold = config.context === undefined ? undefined : context(scope, first, config.context, blocksOf(config));
  const chain = (name: string, input: Value): Value => {
    let features = input;
    for (let index = 0; index < blocks; index++) {
      const block = `${name}.${index}`;
      features = residualBlock(scope, block, features, threshold?.(block));
    }
    return features;
  };
  const level = (depth: number, input: Value): Value => {
    const deeper = widths[depth + 1];
    if (deeper === undefined) return chain('bottom', input);
    const width = widths[depth]!;
    const features = chain(`down.${depth}`, input);
    const weight = scope.parameter(`down.${depth}.shrink.weight`, [deeper, width, 2, 2], 'he');
    const below = level(depth + 1, graph.conv(features, weight, { stride: 2 }));
    const risen = graph.depthToSpace(convolution(scope, `up.${depth}.grow`, below, width * 4, 1, 'zero'), 2);
    return chain(`up.${depth}`, graph.add(features, risen));
  };
  return tail(scope, level(0, first), image, direct);
}
