import { staticShape } from '../dimension.js';
import type { Graph, GraphNode, NodeOf, Value } from '../graph.js';
import { GraphBuilder } from '../graph-builder.js';
import { expandInputGradient, expandWeightGradient } from './convolution-gradient.js';
import { expandSpaceToDepth } from './expand-space-to-depth.js';

/** Operations for which there is no single operator that every device has. */
export type CompoundOperation = 'convInputGradient' | 'convWeightGradient' | 'spaceToDepth';

type CompoundNode = NodeOf<CompoundOperation>;

const isCompound = ({ operation }: GraphNode): boolean =>
  operation === 'convInputGradient' || operation === 'convWeightGradient' || operation === 'spaceToDepth';

function expand(graph: GraphBuilder, { operation, attributes }: CompoundNode, [a, b]: readonly Value[]): Value {
  switch (operation) {
    case 'convInputGradient':
      return expandInputGradient(graph, a!, b!, attributes);
    case 'convWeightGradient':
      return expandWeightGradient(graph, a!, b!, attributes);
    case 'spaceToDepth':
      return expandSpaceToDepth(graph, a!, attributes.block);
  }
}

/** The same graph with compound operations in those that every device has, except those that `keep` wants to be left. */
export function expandOperations(graph: Graph, keep: (node: GraphNode) => boolean = () => false): Graph {
  const expands = (node: GraphNode): node is CompoundNode => isCompound(node) && !keep(node);
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
