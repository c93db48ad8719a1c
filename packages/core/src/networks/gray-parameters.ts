import { elementCount } from '../graph/dimension.js';
import { expectParameter } from './expect-parameter.js';
import { unflatten } from './flat-vector.js';
import type { FlatConfig, UnetConfig } from './network.js';
import { parameterCount } from './parameter-count.js';
import type { Parameters } from './parameters.js';
import { parametersOf } from './parameters-of.js';

const colors = 3;

/** Adds to `sum` all stretches of its length in `values`, each times `factor`. */
function addStretches(sum: Float32Array, values: Float32Array, factor: number): void {
  for (const [index, value] of values.entries()) sum[index % sum.length]! += factor * value;
}

/**
 * A flat vector for a network for grey pictures, of the trained parameters of the same network for colour. Of a grey picture it makes what the other makes of three
 * equal colours, in the mean over them: filters of the picture are summed over the colours, those that make the picture are averaged.
 * @throws RangeError when a parameter is missing or has another size.
 */
export function grayParameters(network: FlatConfig | UnetConfig, parameters: Parameters): Float32Array {
  const gray = { ...network, channels: 1 } as const;
  const vector = new Float32Array(parameterCount(gray));
  const parts = unflatten(gray, vector);
  const colored = parametersOf({ ...network, channels: colors });
  for (const [index, { name, shape }] of parametersOf(gray).entries()) {
    const part = parts.get(name)!;
    const values = expectParameter(parameters, name, elementCount(colored[index]!.shape));
    if (values.length === part.length) part.set(values);
    else if (colored[index]!.shape[0] !== shape[0]) addStretches(part, values, 1 / colors);
    else {
      // [out, colours, kernel, kernel]
      const kernel = part.length / shape[0]!;
      for (let at = 0; at < part.length; at += kernel) {
        addStretches(part.subarray(at, at + kernel), values.subarray(at * colors, (at + kernel) * colors), 1);
      }
    }
  }
  return vector;
}
