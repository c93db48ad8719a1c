import { type GraphBuilder, sameShape, staticShape, type Value } from '@cleargrain/core';

/** The gradient of stretching a value of shape `shape` to that of `gradient`: the sum over all stretched axes. */
export function sumToShape(graph: GraphBuilder, gradient: Value, shape: Value['shape']): Value {
  if (sameShape(gradient.shape, shape)) return gradient;
  const target = staticShape(shape);
  const extra = gradient.shape.length - target.length;
  const axes = gradient.shape.flatMap((size, axis) => (axis < extra || (target[axis - extra] === 1 && size !== 1) ? [axis] : []));
  return graph.reshape(graph.reduceSum(gradient, axes), target);
}
