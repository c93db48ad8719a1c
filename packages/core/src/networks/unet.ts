import type { Value } from '../graph/graph.js';
import { convolution, residualBlock } from './convolution.js';
import { head } from './head.js';
import type { UnetConfig } from './network.js';
import type { NetworkScope } from './scope.js';
import { tail } from './tail.js';

/**
 * Residual blocks at several scales with additive skips, like DRUNet (Zhang et al. 2021) without its noise-level map and on an unshuffled picture.
 * Down: 2×2 convolutions of stride 2. Up: 1×1 convolutions and pixel shuffle. Without biases.
 */
export function unet(scope: NetworkScope, image: Value, { widths, blocks }: UnetConfig): Value {
  const { graph } = scope;
  const chain = (name: string, input: Value): Value => {
    let features = input;
    for (let index = 0; index < blocks; index++) features = residualBlock(scope, `${name}.${index}`, features);
    return features;
  };
  const level = (depth: number, input: Value): Value => {
    const deeper = widths[depth + 1];
    if (deeper === undefined) return chain('bottom', input);
    const width = widths[depth]!;
    const features = chain(`down.${depth}`, input);
    const weight = scope.parameter(`down.${depth}.shrink.weight`, [deeper, width, 2, 2], 'he');
    const below = level(depth + 1, graph.conv(features, weight, { stride: 2 }));
    const risen = graph.depthToSpace(convolution(scope, `up.${depth}.grow`, below, width * 4, 1), 2);
    return chain(`up.${depth}`, graph.add(features, risen));
  };
  return tail(scope, level(0, head(scope, image, widths[0]!)), image);
}
