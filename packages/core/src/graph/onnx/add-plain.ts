import type { GraphNode } from '../graph.js';
import type { OperatorSink } from './operator-sink.js';
import { operatorOf } from './operators.js';
import { elementType } from './schema.js';

/** Adds a node as the ONNX operator of the same meaning; returns its output's name. */
export function addPlain(sink: OperatorSink, node: GraphNode, inputs: readonly string[], output?: string): string {
  const result = operatorOf(node);
  if (node.operation !== 'greater') return sink.add(result, inputs, output);
  // ONNX gives booleans.
  return sink.add({ type: 'Cast', integers: { to: elementType.float32 } }, [sink.add(result, inputs)], output);
}
