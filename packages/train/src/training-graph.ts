import {
  buildNetwork,
  elementCount,
  expectParameter,
  type Graph,
  GraphBuilder,
  type NetworkConfig,
  parameterCount,
  staticShape,
  type Value,
} from '@cleargrain/core';
import { differentiate } from './autodiff/differentiate.js';
import { joinFlat } from './join-flat.js';
import { type LossName, losses } from './loss/loss.js';
import type { AdamwOptions } from './optimiser/adamw.js';
import { clipGradient } from './optimiser/clip-gradient.js';
import { type OptimiserName, optimise } from './optimiser/optimise.js';
import type { Teacher } from './teacher.js';

/** What a training step is made of. */
export interface TrainingGraphOptions {
  /** The network that is trained. */
  readonly network: NetworkConfig;
  /** Pictures in a batch. */
  readonly batch: number;
  /** Width and height of each, in pixels. */
  readonly crop: number;
  /** What is made small. */
  readonly loss: LossName;
  /** What moves the weights. */
  readonly optimiser: OptimiserName;
  /** The settings of AdamW. */
  readonly adamw: AdamwOptions;
  /** Longer gradients are shortened to this length. */
  readonly gradientLimit: number;
  /** A network whose answer takes the place of a part of the clean picture, `share`, 0–1. Default: none. */
  readonly teacher?: Teacher & { readonly share: number };
}

/** The state of a training run: flat vectors as long as the network has parameters. Each is an input; `next_…` is the output with its next value. */
export const stateNames = ['parameters', 'mean', 'square', 'average'] as const;
/** The name of a part of the training's state. */
export type StateName = (typeof stateNames)[number];

/** For the engine: which output becomes which input. */
export const carriedState: Readonly<Record<string, string>> = Object.fromEntries(stateNames.map((name) => [name, `next_${name}`]));

/** Numbers in the input `schedule`: learning rate, the two bias corrections of Adam, and the weight average's decay. */
const scheduleLength = 4;

/** What the network should make of `noisy`: the clean picture, in part replaced by what the teacher makes of it. */
function targetOf(graph: GraphBuilder, noisy: Value, clean: Value, teacher: TrainingGraphOptions['teacher']): Value {
  if (teacher === undefined || teacher.share === 0) return clean;
  const { network, parameters, share } = teacher;
  const parameter = (name: string, shape: readonly number[]) =>
    graph.constant(shape, expectParameter(parameters, name, elementCount(shape)));
  const answer = buildNetwork({ graph, parameter }, noisy, network);
  return graph.add(clean, graph.mul(graph.scalar(share), graph.sub(answer, clean)));
}

/**
 * One training step as a graph: inputs `noisy` and `clean` `[batch, channels, crop, crop]`, `schedule` and the state; outputs `loss` and `norm` (the
 * gradient's length), `[1]` each, and the next state. Forward, loss, backward, clip, optimiser and weight average are all in it.
 */
export function trainingGraph({
  network,
  batch,
  crop,
  loss,
  optimiser,
  adamw: options,
  gradientLimit,
  teacher,
}: TrainingGraphOptions): Graph {
  const graph = new GraphBuilder();
  const pictures = [batch, network.channels, crop, crop];
  const noisy = graph.input('noisy', pictures);
  const clean = graph.input('clean', pictures);
  const schedule = graph.input('schedule', [scheduleLength]);
  const count = parameterCount(network);
  const [parameters, mean, square, average] = stateNames.map((name) => graph.input(name, [count])) as [Value, Value, Value, Value];

  const variables: Value[] = [];
  let offset = 0;
  const parameter = (_name: string, shape: readonly number[]): Value => {
    const size = elementCount(shape);
    const variable = graph.reshape(graph.slice(parameters, 0, offset, offset + size), shape);
    offset += size;
    variables.push(variable);
    return variable;
  };
  const denoised = buildNetwork({ graph, parameter }, noisy, network);
  const distance = losses[loss](graph, graph.sub(denoised, targetOf(graph, noisy, clean, teacher)));

  const gradients = differentiate(graph, distance, variables);
  const flat = gradients.map((gradient) => graph.reshape(gradient, [elementCount(gradient.shape)]));
  const { gradient, norm } = clipGradient(graph, joinFlat(graph, flat), gradientLimit);

  const [learningRate, meanCorrection, squareCorrection, keep] = Array.from({ length: scheduleLength }, (_, i) =>
    graph.slice(schedule, 0, i, i + 1),
  ) as [Value, Value, Value, Value];
  const shapes = variables.map((variable) => staticShape(variable.shape));
  const corrections = { learningRate, meanCorrection, squareCorrection };
  const next = optimise(graph, optimiser, shapes, { parameters, mean, square }, gradient, corrections, options);
  // average ← parameters + keep · (average − parameters)
  const nextAverage = graph.add(next.parameters, graph.mul(keep, graph.sub(average, next.parameters)));

  graph.output('loss', graph.reshape(distance, [1]));
  graph.output('norm', norm);
  graph.output('next_parameters', next.parameters);
  graph.output('next_mean', next.mean);
  graph.output('next_square', next.square);
  graph.output('next_average', nextAverage);
  return graph.build();
}
