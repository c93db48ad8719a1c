import type { TensorInfo } from '../engine.js';
import { ModelError } from '../errors.js';

/** What ONNX Runtime says of an input or an output, alike in its packages for all platforms. */
export type ValueMetadata =
  | { readonly name: string; readonly isTensor: false }
  | { readonly name: string; readonly isTensor: true; readonly type: string; readonly shape: readonly (number | string)[] };

/**
 * The inputs or outputs of a graph.
 * @throws ModelError when one is not a tensor of one of these types.
 */
export function describeValues(kind: 'input' | 'output', values: readonly ValueMetadata[], types: readonly string[]): TensorInfo[] {
  return values.map((value) => {
    if (!value.isTensor || !types.includes(value.type)) {
      const type = value.isTensor ? value.type : 'not a tensor';
      throw new ModelError(`expected ${types.join(' or ')} for ${kind} '${value.name}' of the model, found ${type}`);
    }
    return { name: value.name, shape: value.shape.map((size) => (size === '' ? '?' : size)) };
  });
}
