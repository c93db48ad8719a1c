import { staticShape } from '../dimension.js';
import type { Graph, GraphNode, NodeOf, Value } from '../graph.js';
import { GraphBuilder } from '../graph-builder.js';
import { expandInputGradient, expandWeightGradient } from './convolution-gradient.js';

type GradientNode = NodeOf<'convInputGradient'> | NodeOf<'convWeightGradient'>;

function expand(builder: GraphBuilder, { operation, attributes }: GradientNode, [a, b]: readonly Value[]): Value {
  const rule = operation === 'convInputGradient' ? expandInputGradient : expandWeightGradient;
  return rule(builder, a!, b!, attributes);
}

const isGradient = (node: GraphNode): node is GradientNode =>
  node.operation === 'convInputGradient' || node.operation === 'convWeightGradient';

/** The same graph with the gradients of convolutions in operations that every device has, except those that `keep` wants to be left. */
export function expandGradients(graph: Graph, keep: (node: GraphNode) => boolean = () => false): Graph {
  const expands = (node: GraphNode): node is GradientNode => isGradient(node) && !keep(node);
  if (!graph.nodes.some(expands)) return graph;
  const builder = new GraphBuilder();
  const values = new Map<number, Value>();
  for (const { name, value } of graph.inputs) values.set(value.id, builder.input(name, value.shape));
  for (const { value, data, weight } of graph.constants) {
    const shape = staticShape(value.shape);
    values.set(value.id, weight === undefined ? builder.constant(shape, data) : builder.weight(weight, shape, data));
  }
  for (const node of graph.nodes) {
    const inputs = node.inputs.map(({ id }) => values.get(id)!);
    const output = expands(node) ? expand(builder, node, inputs) : builder.apply(node.operation, inputs, node.attributes);
    values.set(node.output.id, output);
  }
  for (const { name, value } of graph.outputs) builder.output(name, values.get(value.id)!);
  return builder.build();
}
