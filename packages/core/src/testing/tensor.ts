import type { Tensor } from '../engine.js';

/** A tensor of the given numbers, or of 1, 2, 3 … in its place. */
export function tensor(shape: readonly number[], numbers?: readonly number[]): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return { shape, data: Float32Array.from(numbers ?? Array.from({ length: count }, (_, index) => index + 1)) };
}
