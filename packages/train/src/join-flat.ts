import type { GraphBuilder, Value } from '@cleargrain/core';

// WebGPU allows few buffers in one shader, so long lists are joined in rounds.
const joinAtOnce = 6;

/** Vectors one after the other as one. */
export function joinFlat(graph: GraphBuilder, parts: readonly Value[]): Value {
  if (parts.length === 1) return parts[0]!;
  const groups = Array.from({ length: Math.ceil(parts.length / joinAtOnce) }, (_, i) => parts.slice(i * joinAtOnce, (i + 1) * joinAtOnce));
  return joinFlat(
    graph,
    groups.map((group) => graph.concat(group, 0)),
  );
}
