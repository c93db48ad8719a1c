import { type GraphBuilder, type NodeOf, staticShape, type Value } from '@cleargrain/core';

/** The gradient of padding: what was added falls away, what was cut off gets zeros; copies of an edge give their gradient back to the edge. */
export function padGradient(
  graph: GraphBuilder,
  { attributes: { before, after, mode }, inputs }: Pick<NodeOf<'pad'>, 'attributes' | 'inputs'>,
  gradient: Value,
): Value {
  const negated = (counts: readonly number[]) => counts.map((count) => -count);
  if (mode === 'zero') return graph.pad(gradient, negated(before), negated(after));
  const sizes = staticShape(inputs[0]!.shape);
  return sizes.reduce((result, size, axis) => {
    const [front, back] = [Math.max(0, before[axis]!), Math.max(0, after[axis]!)];
    // What was cut off has no gradient.
    const [lostBefore, lostAfter] = [Math.max(0, -before[axis]!), Math.max(0, -after[axis]!)];
    const kept = size - lostBefore - lostAfter;
    if (front === 0 && back === 0 && kept === size) return result;
    const at = (count: number) => sizes.map((_, i) => (i === axis ? count : 0));
    // Axis by axis: the sum of the front copies lands on the first element, that of the back copies on the last.
    const place = (start: number, end: number, position: number): Value => {
      const sum = graph.reduceSum(graph.slice(result, axis, start, end), [axis]);
      return graph.pad(sum, at(position), at(kept - 1 - position));
    };
    let inner = graph.slice(result, axis, front, front + kept);
    if (front > 0) inner = graph.add(inner, place(0, front, 0));
    if (back > 0) inner = graph.add(inner, place(front + kept, front + kept + back, kept - 1));
    return graph.pad(inner, at(lostBefore), at(lostAfter));
  }, gradient);
}
