import { type GraphBuilder, type NodeOf, staticShape, type Value } from '@cleargrain/core';

/** The gradient of padding: what was added falls away; copies of an edge give their gradient back to the edge. */
export function padGradient(graph: GraphBuilder, { attributes: { before, after, mode }, inputs }: NodeOf<'pad'>, gradient: Value): Value {
  const negated = (counts: readonly number[]) => counts.map((count) => -count);
  if (mode === 'zero') return graph.pad(gradient, negated(before), negated(after));
  const sizes = staticShape(inputs[0]!.shape);
  return sizes.reduce((result, size, axis) => {
    const [front, back] = [before[axis]!, after[axis]!];
    if (front === 0 && back === 0) return result;
    // Axis by axis: the sum of the front copies lands on the first element, that of the back copies on the last.
    const place = (start: number, end: number, position: number): Value => {
      const sum = graph.reduceSum(graph.slice(result, axis, start, end), [axis]);
      const at = (count: number) => sizes.map((_, i) => (i === axis ? count : 0));
      return graph.pad(sum, at(position), at(size - 1 - position));
    };
    let inner = graph.slice(result, axis, front, front + size);
    if (front > 0) inner = graph.add(inner, place(0, front, 0));
    if (back > 0) inner = graph.add(inner, place(front + size, front + size + back, size - 1));
    return inner;
  }, gradient);
}
