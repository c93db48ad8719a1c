import type { Value } from '../graph.js';
import type { GraphBuilder } from '../graph-builder.js';
import type { ConvolutionAttributes } from '../operations.js';
import { sizesOf } from '../sizes-of.js';
import { expandSpaceToDepth } from './expand-space-to-depth.js';

/**
 * A strided convolution is one of stride 1 on the unshuffled picture: kernel `[out, in, k, k]` → `[out, in·s², k/s, k/s]`. The order of channels is
 * that of `spaceToDepth`.
 */
function unshuffleWeight(graph: GraphBuilder, weight: Value, stride: number): Value {
  const [out, into, kernel] = sizesOf(weight);
  const small = kernel / stride;
  const split = graph.reshape(weight, [out, into, small, stride, small, stride]);
  return graph.reshape(graph.transpose(split, [0, 1, 3, 5, 2, 4]), [out, into * stride * stride, small, small]);
}

function shuffleWeight(graph: GraphBuilder, weight: Value, stride: number): Value {
  const [out, into, small] = sizesOf(weight);
  const channels = into / (stride * stride);
  const split = graph.reshape(weight, [out, channels, stride, stride, small, small]);
  return graph.reshape(graph.transpose(split, [0, 1, 4, 2, 5, 3]), [out, channels, small * stride, small * stride]);
}

/** dX of stride 1: a convolution of dY with the kernel turned by 180° and its channels exchanged. */
function inputGradientOfUnitStride(graph: GraphBuilder, gradient: Value, weight: Value, padding: number): Value {
  const [out, into, kernel] = sizesOf(weight);
  const exchanged = graph.transpose(graph.reshape(weight, [out, into, kernel * kernel]), [1, 0, 2]);
  const turned = kernel === 1 ? exchanged : graph.reverse(exchanged, 2);
  // A convolution that pads more than its kernel reaches makes pixels that depend on nothing: they are cut off first.
  const cut = Math.min(0, kernel - 1 - padding);
  const inner = graph.pad(gradient, [0, 0, cut, cut], [0, 0, cut, cut]);
  return graph.conv(inner, graph.reshape(turned, [into, out, kernel, kernel]), { padding: Math.max(0, kernel - 1 - padding) });
}

/**
 * dW of stride 1: dW[o, i, y, x] = Σ dY[o, p] · X[i, p + (y, x)] over all pixels p and pictures. Copies of dY moved down by 0 … k−1 rows and copies
 * of X moved left by 0 … k−1 columns, multiplied all with all, give every (y, x) at once: 2k copies and one large product instead of k² of each.
 */
function weightGradientOfUnitStride(graph: GraphBuilder, image: Value, gradient: Value, kernel: number, padding: number): Value {
  const [batch, into, height] = sizesOf(image);
  const [, out, , width] = sizesOf(gradient);
  const rows = height + 2 * padding;
  const shifts = Array.from({ length: kernel }, (_, shift) => shift);
  const down = shifts.map((shift) => graph.pad(gradient, [0, 0, shift, 0], [0, 0, kernel - 1 - shift, 0]));
  const left = shifts.map((shift) => graph.pad(image, [0, 0, padding, padding - shift], [0, 0, padding, padding + shift - kernel + 1]));
  const a = graph.reshape(graph.concat(down, 1), [batch, kernel * out, rows * width]);
  const b = graph.reshape(graph.concat(left, 1), [batch, kernel * into, rows * width]);
  const products = graph.reduceSum(graph.matMul(a, graph.transpose(b, [0, 2, 1])), [0]);
  const split = graph.reshape(products, [kernel, out, kernel, into]);
  return graph.transpose(split, [1, 3, 0, 2]);
}

/** dX of a convolution, in operations that every device has. */
export function expandInputGradient(
  graph: GraphBuilder,
  gradient: Value,
  weight: Value,
  { stride, padding }: ConvolutionAttributes,
): Value {
  if (stride === 1) return inputGradientOfUnitStride(graph, gradient, weight, padding);
  return graph.depthToSpace(inputGradientOfUnitStride(graph, gradient, unshuffleWeight(graph, weight, stride), 0), stride);
}

/** dW of a convolution, in operations that every device has. */
export function expandWeightGradient(
  graph: GraphBuilder,
  image: Value,
  gradient: Value,
  { stride, padding }: ConvolutionAttributes,
): Value {
  const kernel = sizesOf(image)[2] + 2 * padding - (sizesOf(gradient)[2] - 1) * stride;
  if (stride === 1) return weightGradientOfUnitStride(graph, image, gradient, kernel, padding);
  return shuffleWeight(
    graph,
    weightGradientOfUnitStride(graph, expandSpaceToDepth(graph, image, stride), gradient, kernel / stride, 0),
    stride,
  );
}
