import type { Value } from '../graph/graph.js';
import { convolution } from './convolution.js';
import type { NetworkScope } from './scope.js';

/** The last layer: features at half resolution → the residual that is added to the picture. It begins at zero: an untrained network changes nothing. */
export function tail(scope: NetworkScope, features: Value, image: Value): Value {
  const channels = image.shape[1] as number;
  const residual = scope.graph.depthToSpace(convolution(scope, 'tail', features, channels * 4, 3, 'zero'), 2);
  return scope.graph.add(image, residual);
}
