import { elementCount, type GraphBuilder, staticShape, type Value } from '@cleargrain/core';
import { type OptimiserSchedule, type OptimiserState, vanishing } from './adamw.js';
import { runningMean } from './running-mean.js';

/** How much of the running mean of the gradients a step keeps. */
const momentum = 0.95;

/** Rounds of the Newton–Schulz iteration, and the coefficients of its polynomial ax + bx³ + cx⁵ (Jordan et al. 2024). */
const rounds = 5;
const [a, b, c] = [3.4445, -4.775, 2.0315];

/** AdamW's steps have a root mean square of about this many learning rates; with it both share one rate (Liu et al. 2025). */
const stepSize = 0.2;

const exchanged = (graph: GraphBuilder, matrices: Value): Value => graph.transpose(matrices, [0, 2, 1]);

/**
 * The nearest matrices with orthonormal rows, about: `[count, rows, columns]` → the same, singular values brought to between 0.7 and 1.2 by a few
 * rounds of a polynomial, which is nothing but matrix products (Bernstein, Newhouse 2024).
 */
export function orthogonalise(graph: GraphBuilder, matrices: Value): Value {
  const [, rows, columns] = staticShape(matrices.shape) as [number, number, number];
  if (rows > columns) return exchanged(graph, orthogonalise(graph, exchanged(graph, matrices)));
  const length = graph.sqrt(graph.reduceSum(graph.mul(matrices, matrices), [1, 2]));
  let x = graph.div(matrices, graph.add(length, graph.scalar(1e-12)));
  for (let round = 0; round < rounds; round++) {
    const square = graph.matMul(x, exchanged(graph, x));
    const polynomial = graph.add(graph.mul(square, graph.scalar(b)), graph.mul(graph.matMul(square, square), graph.scalar(c)));
    x = graph.add(graph.mul(x, graph.scalar(a)), graph.matMul(polynomial, x));
  }
  return x;
}

/**
 * Adds one step of Muon (Jordan et al. 2024) to the graph: the state after it. `state` holds `count` convolutions of one shape, one after the other,
 * each taken as a matrix `[out, in · kernel²]`: its mean gradient moves all directions of the matrix equally far.
 */
export function muon(
  graph: GraphBuilder,
  state: OptimiserState,
  gradient: Value,
  { learningRate }: Pick<OptimiserSchedule, 'learningRate'>,
  shape: readonly number[],
  weightDecay: number,
): OptimiserState {
  const blend = (old: Value) => runningMean(graph, old, gradient, momentum, vanishing);
  const mean = blend(state.mean);
  const total = elementCount(staticShape(gradient.shape));
  const [rows, columns] = [shape[0]!, elementCount(shape.slice(1))];
  // Nesterov: the step looks one blend ahead.
  const matrices = graph.reshape(blend(mean), [total / (rows * columns), rows, columns]);
  const scale = stepSize * Math.sqrt(Math.max(rows, columns));
  const direction = graph.mul(graph.reshape(orthogonalise(graph, matrices), [total]), graph.scalar(scale));
  const decayed = weightDecay === 0 ? direction : graph.add(direction, graph.mul(state.parameters, graph.scalar(weightDecay)));
  return { parameters: graph.sub(state.parameters, graph.mul(decayed, learningRate)), mean, square: state.square };
}
