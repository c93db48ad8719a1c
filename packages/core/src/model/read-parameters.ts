import { readOnnx } from '../graph/onnx/read-onnx.js';
import type { Parameters } from '../networks/parameters.js';

/**
 * The trained tensors of one of our model files, by name.
 * @throws ModelError when the bytes are not an ONNX model.
 */
export function readParameters(bytes: Uint8Array): Parameters {
  return new Map([...readOnnx(bytes).tensors].map(([name, { data }]) => [name, data]));
}
