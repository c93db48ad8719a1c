import { staticShape } from '../dimension.js';
import type { Value } from '../graph.js';
import type { GraphBuilder } from '../graph-builder.js';

/** Pixel unshuffle by a transposition: ONNX's own operator has another order of channels, and WebGPU does not have it. */
export function expandSpaceToDepth(graph: GraphBuilder, a: Value, block: number): Value {
  const [batch, channels, height, width] = staticShape(a.shape) as [number, number, number, number];
  const [rows, columns] = [height / block, width / block];
  const split = graph.reshape(a, [batch, channels, rows, block, columns, block]);
  return graph.reshape(graph.transpose(split, [0, 1, 3, 5, 2, 4]), [batch, channels * block * block, rows, columns]);
}
