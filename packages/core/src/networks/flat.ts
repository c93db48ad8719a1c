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
export function flat(scope: NetworkScope, image: Value, { width, blocks, direct: directChannels, context: channels }: FlatConfig): Value {
  let features = head(scope, image, width);
  const direct = directChannels === undefined ? undefined : head(scope, image, directChannels, 'direct.head');
  const around = channels === undefined ? undefined : context(scope, features, channels);
  const thresholds = Array.from({ length: around ? blocks : 0 }, (_, index) =>
    scope.parameter(`context.thresholds.${index}.weight`, [width, channels!, 1, 1], 'zero'),
  );
  for (let index = 0; index < blocks; index++) {
    const threshold = around && { context: around, weight: thresholds[index]! };
    features = residualBlock(scope, `blocks.${index}`, features, threshold);
  }
  return tail(scope, features, image, direct);
}
