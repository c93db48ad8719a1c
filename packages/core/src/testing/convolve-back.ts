import type { Tensor } from '../engine.js';
import { convolve } from './convolve.js';
import { tensor } from './tensor.js';

const dot = (a: Tensor, b: Tensor): number => a.data.reduce((sum, value, i) => sum + value * b.data[i]!, 0);

/** The gradient of a linear function by its definition: for each element of its input what one there adds to ⟨output, gradient⟩. */
function gradientOf(shape: readonly number[], gradient: Tensor, apply: (input: Tensor) => Tensor): Tensor {
  const zeros = tensor(shape).data.map(() => 0);
  return tensor(shape, [...zeros.map((_, i) => dot(apply({ shape, data: zeros.with(i, 1) }), gradient))]);
}

/** The gradient of a convolution with respect to an image of the given shape. */
export const convolutionInputGradient = (
  gradient: Tensor,
  weight: Tensor,
  shape: readonly number[],
  stride: number,
  padding: number,
): Tensor => gradientOf(shape, gradient, (image) => convolve(image, weight, stride, padding));

/** The gradient of a convolution with respect to a weight of the given shape. */
export const convolutionWeightGradient = (
  image: Tensor,
  gradient: Tensor,
  shape: readonly number[],
  stride: number,
  padding: number,
): Tensor => gradientOf(shape, gradient, (weight) => convolve(image, weight, stride, padding));
