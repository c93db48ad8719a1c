import { elementCount, type GraphBuilder, type Value } from '@cleargrain/core';

/** How far a picture is from the truth, as a number to be made small. */
export type LossName = 'l1' | 'mse' | 'charbonnier';

type Loss = (graph: GraphBuilder, difference: Value) => Value;

const allAxes = (value: Value): number[] => value.shape.map((_, axis) => axis);

/** The mean over all elements as a product with one constant: the gradient of a mean over 200,000 numbers stays exact. */
const mean = (graph: GraphBuilder, value: Value): Value =>
  graph.mul(graph.reduceSum(value, allAxes(value)), graph.scalar(1 / elementCount(value.shape)));

const charbonnierEpsilon = 1e-3;

/** The losses: mean absolute difference, mean squared difference, and a smooth blend of both (Charbonnier et al. 1994). */
export const losses: { readonly [Name in LossName]: Loss } = {
  l1: (graph, difference) => mean(graph, graph.abs(difference)),
  mse: (graph, difference) => mean(graph, graph.mul(difference, difference)),
  charbonnier: (graph, difference) =>
    mean(graph, graph.sqrt(graph.add(graph.mul(difference, difference), graph.scalar(charbonnierEpsilon ** 2)))),
};
