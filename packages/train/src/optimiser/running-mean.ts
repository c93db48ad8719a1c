import type { GraphBuilder, Value } from '@cleargrain/core';

/**
 * Adds keep · mean + (1 − keep) · fresh to the graph. Of a gradient that has ceased the mean would fade, in a thousand steps, to numbers below the normal range, with which processors compute
 * many times more slowly: added to `vanishing` and taken off again, what is ten million times smaller is zero.
 */
export function runningMean(graph: GraphBuilder, mean: Value, fresh: Value, keep: number, vanishing: number): Value {
  const blended = graph.add(graph.mul(mean, graph.scalar(keep)), graph.mul(fresh, graph.scalar(1 - keep)));
  return graph.sub(graph.add(blended, graph.scalar(vanishing)), graph.scalar(vanishing));
}
