import type { Value } from '../graph/graph.js';
import type { PlainConfig } from './network.js';
import type { NetworkScope } from './scope.js';

/** The course exercise's network: a 3×3 convolution with bias and ReLU for each width, then a linear 3×3 convolution to the picture. */
export function plain(scope: NetworkScope, image: Value, { channels, widths }: PlainConfig): Value {
  const layer = (name: string, input: Value, out: number): Value => {
    const weight = scope.parameter(`${name}.weight`, [out, input.shape[1] as number, 3, 3], 'he');
    const bias = scope.parameter(`${name}.bias`, [out], 'zero');
    return scope.graph.conv(input, weight, { padding: 1, bias });
  };
  const features = widths.reduce((value, width, index) => scope.graph.relu(layer(`hidden.${index}`, value, width)), image);
  return layer('output', features, channels);
}
