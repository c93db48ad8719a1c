import type { Value } from '../graph/graph.js';
import { convolution } from './convolution.js';
import type { NetworkScope } from './scope.js';

/**
 * The last layer: features at half resolution, and what comes straight from the first layer where there is such → the residual that is added to the
 * picture. It begins at zero: an untrained network changes nothing.
 */
export function tail(scope: NetworkScope, features: Value, image: Value, direct?: Value): Value {
  const { graph } = scope;
  const channels = (image.shape[1] as number) * 4;
  const fromFeatures = convolution(scope, 'tail', features, channels, 3, 'zero');
  const residual = direct ? graph.add(fromFeatures, convolution(scope, 'direct.tail', direct, channels, 3, 'zero')) : fromFeatures;
  return graph.add(image, graph.depthToSpace(residual, 2));
}
