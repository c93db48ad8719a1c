import type { Value } from '../graph/graph.js';
import { flat } from './flat.js';
import type { NetworkConfig } from './network.js';
import { plain } from './plain.js';
import type { NetworkScope } from './scope.js';
import { unet } from './unet.js';

/** Adds a network to a graph: `[batch, channels, height, width]` → the denoised picture of the same shape. */
export function buildNetwork(scope: NetworkScope, image: Value, config: NetworkConfig): Value {
  switch (config.architecture) {
    case 'plain':
      return plain(scope, image, config);
    case 'flat':
      return flat(scope, image, config);
    case 'unet':
      return unet(scope, image, config);
  }
}
