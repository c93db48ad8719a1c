import type { Graph, GraphNode, Value } from '../../graph.js';
import type { Operation } from '../../operations.js';
import { addPlain } from '../add-plain.js';
import { addConvolution, addInputGradient } from './convolution-rules.js';
import { addDepthToSpace, addSpaceToDepth } from './pixel-shuffle-rules.js';
import type { ValueLayouts } from './value-layouts.js';
import { addWeightGradient } from './weight-gradient-rule.js';

const elementwise: ReadonlySet<Operation> = new Set(['add', 'sub', 'mul', 'div', 'max', 'greater', 'relu', 'abs', 'sqrt']);

/** For each value that one node alone takes: that node. */
function soleTakers({ nodes, outputs }: Graph): ReadonlyMap<number, GraphNode> {
  const uses = new Map<number, (GraphNode | undefined)[]>();
  const use = ({ id }: Value, node?: GraphNode) => uses.set(id, [...(uses.get(id) ?? []), node]);
  for (const node of nodes) for (const input of node.inputs) use(input, node);
  for (const { value } of outputs) use(value);
  const takers = new Map<number, GraphNode>();
  for (const [id, [node, ...others]] of uses) if (node && others.length === 0) takers.set(id, node);
  return takers;
}

/** Adds an operation element by element on blocks when one of its inputs lies in blocks already; returns whether it could. */
function addElementwise(layouts: ValueLayouts, node: GraphNode): boolean {
  const { operation, inputs, output } = node;
  if (!elementwise.has(operation) || !layouts.isBlockable(output)) return false;
  // Zeros that fill a block would become 0/0.
  if (operation === 'div' && (output.shape[1] as number) % layouts.block !== 0) return false;
  if (!inputs.some((input) => layouts.isBlocked(input)) || !inputs.every((input) => layouts.fitsBlocked(input, output))) return false;
  const operands = inputs.map((input) => layouts.get(input, layouts.isBlockable(input) ? 'blocked' : 'plain'));
  layouts.set(output, 'blocked', addPlain(layouts.sink, node, operands));
  return true;
}

/**
 * Adds a graph's operators as ONNX Runtime's CPU provider runs them fastest when weights are computed or are inputs: convolutions on blocks of
 * channels, whose layout goes on through whatever works element by element, and each weight gradient as one convolution.
 */
export function addBlocked(layouts: ValueLayouts, graph: Graph): void {
  const takers = soleTakers(graph);
  const done = new Set<GraphNode>();
  const addWhole = (node: GraphNode): boolean => {
    switch (node.operation) {
      case 'conv': {
        const taker = takers.get(node.output.id);
        const added = addConvolution(layouts, node, taker);
        if (added && taker?.operation === 'relu') done.add(taker);
        return added;
      }
      case 'depthToSpace':
        return addDepthToSpace(layouts, node);
      case 'spaceToDepth':
        addSpaceToDepth(layouts, node);
        return true;
      case 'convInputGradient':
        addInputGradient(layouts, node);
        return true;
      case 'convWeightGradient':
        addWeightGradient(layouts, node);
        return true;
      default:
        return addElementwise(layouts, node);
    }
  };
  for (const node of graph.nodes) {
    if (done.has(node) || addWhole(node)) continue;
    const operands = node.inputs.map((input) => layouts.get(input, 'plain'));
    layouts.set(node.output, 'plain', addPlain(layouts.sink, node, operands, layouts.nameOf(node.output)));
  }
  for (const { value } of graph.outputs) layouts.get(value, 'plain');
}
