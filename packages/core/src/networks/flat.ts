import type { Value } from '../graph/graph.js';
import { context } from './context.js';
import { residualBlock } from './convolution.js';
import { head } from './head.js';
import type { FlatConfig } from './network.js';
import type { NetworkScope } from './scope.js';
import { tail } from './tail.js';

/**
 * Small and fast: residual blocks at half resolution, between a pixel unshuffle and a pixel shuffle (as in FFDNet: Zhang, Zuo, Zhang 2018), without
 * biases (Mohan et al. 2020); with a context in their place where the configuration has one.
 */
export function flat(scope: NetworkScope, image: Value, config: FlatConfig): Value {
  const { width } = config;
  const names = Array.from({ length: config.blocks }, (_, index) => String(index));
  const first = head(scope, image, width);
  const direct = config.direct === undefined ? undefined : head(scope, image, config.direct, 'direct.head');
  const blocks = names.map((name) => ({ name, width, depth: 0 }));
  const threshold = config.context === undefined ? undefined : context(scope, first, config.context, blocks);
  let features = first;
  for (const name of names) features = residualBlock(scope, `blocks.${name}`, features, threshold?.(name));
  return tail(scope, features, image, direct);
}
