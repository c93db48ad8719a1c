import type { Engine, GraphBuilder, Tensor, Value } from '@cleargrain/core';
import { differentiate } from '../autodiff/differentiate.js';
import { runGraph } from './run-graph.js';
import { randomTensor } from './tensor.js';

type Build = (graph: GraphBuilder, inputs: readonly Value[]) => Value;

/** A function of tensors, seen through a random projection of its result: a loss whose gradient every element of the result takes part in. */
export interface GradientCheck {
  /** The loss, summed in double precision. */
  loss(inputs: readonly Tensor[]): Promise<number>;
  /** The gradients with respect to all inputs, as `differentiate` makes them. */
  gradients(): Promise<Float32Array[]>;
  /** The shapes of these gradients. */
  readonly shapes: readonly (readonly number[])[];
}

export async function gradientCheck(engine: Engine, inputs: readonly Tensor[], build: Build): Promise<GradientCheck> {
  let projection: Tensor | undefined;
  const forward = await runGraph(engine, inputs, (graph, values) => {
    const result = build(graph, values);
    projection = randomTensor(result.shape as readonly number[], { seed: 99 });
    return [result];
  });
  const { shape, data } = projection!;
  const shapes: (readonly number[])[] = [];
  const backward = await runGraph(engine, inputs, (graph, values) => {
    const result = build(graph, values);
    const products = graph.reshape(graph.mul(result, graph.constant(shape, data)), [data.length]);
    const gradients = differentiate(graph, graph.reduceSum(products, [0]), values);
    shapes.push(...gradients.map((gradient) => gradient.shape as readonly number[]));
    return gradients;
  });
  return {
    shapes,
    gradients: () => backward(inputs),
    async loss(changed) {
      const [result] = await forward(changed);
      return result!.reduce((sum, value, i) => sum + value * data[i]!, 0);
    },
  };
}
