import type { GraphBuilder, Value } from '@cleargrain/core';

/** The gradient, shortened to length `limit` where it is longer, and its length before. */
export function clipGradient(graph: GraphBuilder, gradient: Value, limit: number): { gradient: Value; norm: Value } {
  const norm = graph.sqrt(graph.reduceSum(graph.mul(gradient, gradient), [0]));
  const scale = graph.div(graph.scalar(limit), graph.max(norm, graph.scalar(limit)));
  return { gradient: graph.mul(gradient, scale), norm };
}
