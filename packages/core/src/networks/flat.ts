import type { Value } from '../graph/graph.js';
import { residualBlock } from './convolution.js';
import { head } from './head.js';
import type { FlatConfig } from './network.js';
import type { NetworkScope } from './scope.js';
import { tail } from './tail.js';

/**
 * Small and fast: residual blocks at half resolution, between a pixel unshuffle and a pixel shuffle (as in FFDNet: Zhang, Zuo, Zhang 2018), without
 * biases (Mohan et al. 2020).
 */
export function flat(scope: NetworkScope, image: Value, { width, blocks }: FlatConfig): Value {
  let features = head(scope, image, width);
  for (let index = 0; index < blocks; index++) features = residualBlock(scope, `blocks.${index}`, features);
  return tail(scope, features, image);
}
