import { elementCount, type GraphBuilder, type GraphNode, staticShape, type Value } from '@cleargrain/core';
import { gradientRules } from './gradient-rules.js';

/**
 * Reverse-mode differentiation (Griewank, Walther 2008, ch. 3) while the graph is built: adds the nodes that compute the gradient of `loss`, a value of
 * one element, with respect to each of `variables`, and returns these gradients. The graph so far must have fixed sizes.
 * @throws RangeError when the loss has more than one element or does not depend on a variable.
 */
export function differentiate(graph: GraphBuilder, loss: Value, variables: readonly Value[]): Value[] {
  if (elementCount(loss.shape) !== 1) throw new RangeError(`expected a loss of one element, received ${elementCount(loss.shape)}`);
  const forward = [...graph.nodes];

  // Only nodes between a variable and the loss have a gradient that anyone asks for.
  const varies = new Set(variables.map(({ id }) => id));
  for (const node of forward) if (node.inputs.some(({ id }) => varies.has(id))) varies.add(node.output.id);

  const gradients = new Map<number, Value>();
  gradients.set(loss.id, graph.expand(graph.scalar(1), staticShape(loss.shape)));
  for (const node of forward.reverse()) {
    const gradient = gradients.get(node.output.id);
    if (!gradient || !varies.has(node.output.id)) continue;
    const rule = gradientRules[node.operation] as (
      scope: { graph: GraphBuilder; node: GraphNode; gradient: Value },
      input: number,
    ) => Value;
    node.inputs.forEach((input, index) => {
      if (!varies.has(input.id)) return;
      const part = rule({ graph, node, gradient }, index);
      const sum = gradients.get(input.id);
      gradients.set(input.id, sum ? graph.add(sum, part) : part);
    });
  }
  return variables.map((variable, index) => {
    const gradient = gradients.get(variable.id);
    if (!gradient) throw new RangeError(`expected a loss that depends on variable ${index}, received one that does not`);
    return gradient;
  });
}
