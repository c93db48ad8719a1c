import { GraphBuilder } from '../graph/graph-builder.js';
import { writeOnnx } from '../graph/onnx/write-onnx.js';

/** A model whose output y has the values of its input x, of the shape given. */
export function copyModel(shape: readonly number[]): Uint8Array {
  const builder = new GraphBuilder();
  builder.output('y', builder.mul(builder.input('x', shape), builder.scalar(1)));
  return writeOnnx(builder.build());
}
