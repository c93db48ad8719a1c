import { createRandom, type Tensor } from '@cleargrain/core';

const countOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** A tensor of the given numbers. */
export const tensor = (shape: readonly number[], numbers: ArrayLike<number>): Tensor => ({ shape, data: Float32Array.from(numbers) });

/** A tensor of numbers whose size is uniform in [from, to), and whose sign is either when `signed`. */
export function randomTensor(shape: readonly number[], { from = 0.3, to = 1, signed = true, seed = 1 } = {}): Tensor {
  const random = createRandom(seed);
  const number = () => (from + (to - from) * random.uniform()) * (signed && random.integer(2) ? -1 : 1);
  return { shape, data: Float32Array.from({ length: countOf(shape) }, number) };
}
