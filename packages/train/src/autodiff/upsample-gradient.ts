import { type GraphBuilder, type NodeOf, staticShape, type Value } from '@cleargrain/core';
import { padGradient } from './pad-gradient.js';

/** Two straight lines, from nothing to 1 and down again, in two dimensions: how much of a pixel is in each pixel of the enlarged picture. */
function tent(factor: number): Float32Array {
  const line = Array.from({ length: 2 * factor }, (_, i) => 1 - Math.abs(i + 0.5 - factor) / factor);
  return Float32Array.from(line.flatMap((y) => line.map((x) => y * x)));
}

/** The gradient of bilinear enlargement: each pixel collects from where it was spread, and an edge also what its copies outside would collect. */
export function upsampleGradient(graph: GraphBuilder, { attributes: { factor }, inputs }: NodeOf<'upsample'>, gradient: Value): Value {
  const sizes = staticShape(inputs[0]!.shape) as [number, number, number, number];
  const [batch, channels, height, width] = sizes;
  const planes = graph.reshape(gradient, [batch * channels, 1, height * factor, width * factor]);
  // Room for a copy of the edge on each side.
  const border = factor + factor / 2;
  const framed = graph.pad(planes, [0, 0, border, border], [0, 0, border, border]);
  const weight = graph.constant([1, 1, 2 * factor, 2 * factor], tent(factor));
  const collected = graph.conv(framed, weight, { stride: factor });
  const one = [0, 0, 1, 1];
  const edges = { attributes: { before: one, after: one, mode: 'edge' }, inputs } as const;
  return padGradient(graph, edges, graph.reshape(collected, [batch, channels, height + 2, width + 2]));
}
