import type { GraphBuilder, Value } from '@cleargrain/core';
import { runningMean } from './running-mean.js';

/** AdamW (Loshchilov, Hutter 2019) as numbers. */
export interface AdamwOptions {
  /** Decay of the mean of the gradients. Default 0.9. */
  readonly beta1: number;
  /** Decay of the mean of their squares. Default 0.99. */
  readonly beta2: number;
  /** Added to the root of the mean square. Default 1e-8. */
  readonly epsilon: number;
  /** Each step removes this share, times the learning rate, of every parameter. Default 0. */
  readonly weightDecay: number;
}

/** What AdamW uses unless told otherwise. */
export const defaultAdamw: AdamwOptions = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0 };

/** The parameters of a network and what the optimiser remembers of them: vectors of equal length. */
export interface OptimiserState {
  /** The weights as one vector, `[count]`. */
  readonly parameters: Value;
  /** Running mean of the gradients. */
  readonly mean: Value;
  /** Running mean of their squares. */
  readonly square: Value;
}

/** What changes from step to step, scalars. */
export interface OptimiserSchedule {
  /** The learning rate of this step, a scalar. */
  readonly learningRate: Value;
  /** 1 / (1 − β₁ᵗ) after t steps, a scalar: the mean begins at zero, this makes up for it. */
  readonly meanCorrection: Value;
  /** 1 / (1 − β₂ᵗ), a scalar: the same for the mean of the squares. */
  readonly squareCorrection: Value;
}

/** Means of gradients and of their squares that are so small stand beside the usual `epsilon` as nothing. */
export const vanishing = 1e-12;
const vanishingSquare = 1e-20;

/** Adds one step of AdamW to the graph: the state after it. */
export function adamw(
  graph: GraphBuilder,
  state: OptimiserState,
  gradient: Value,
  schedule: OptimiserSchedule,
  options: AdamwOptions,
): OptimiserState {
  const { beta1, beta2, epsilon, weightDecay } = options;
  const mean = runningMean(graph, state.mean, gradient, beta1, vanishing);
  const square = runningMean(graph, state.square, graph.mul(gradient, gradient), beta2, vanishingSquare);
  const root = graph.add(graph.sqrt(graph.mul(square, schedule.squareCorrection)), graph.scalar(epsilon));
  const direction = graph.div(graph.mul(mean, schedule.meanCorrection), root);
  const decayed = weightDecay === 0 ? direction : graph.add(direction, graph.mul(state.parameters, graph.scalar(weightDecay)));
  return { parameters: graph.sub(state.parameters, graph.mul(decayed, schedule.learningRate)), mean, square };
}
