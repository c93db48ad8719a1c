import type { OperatorSink } from '../operator-sink.js';
import { reshape } from './layout-operators.js';

/** For each block of the result, in order, where it lies in what has the given sizes, counted in blocks. */
export function sourcesOf(sizes: readonly number[], order: readonly number[], reversed?: number): number[] {
  const strides = sizes.map((_, axis) => sizes.slice(axis + 1).reduce((product, size) => product * size, 1));
  return order.reduce<number[]>(
    (places, axis) => {
      const [size, stride] = [sizes[axis]!, strides[axis]!];
      const steps = Array.from({ length: size }, (_, i) => stride * (axis === reversed ? size - 1 - i : i));
      return places.flatMap((place) => steps.map((step) => place + step));
    },
    [0],
  );
}

/**
 * Blocks of `length` elements that lie as `sizes` say, brought into another order of these axes, of which one may be reversed too. By Gather: unlike
 * Transpose it works on all threads, and moves small blocks several times as fast. The elements of the result are in order; its shape is any.
 */
export function moveBlocks(
  sink: OperatorSink,
  name: string,
  length: number,
  sizes: readonly number[],
  order: readonly number[],
  reversed?: number,
): string {
  if (order[0] === 0 && reversed !== 0 && sizes.length > 1) {
    // Alike for each of the first axis, so one table does for all.
    const [outer, ...rest] = sizes as [number, ...number[]];
    const sources = sourcesOf(
      rest,
      order.slice(1).map((axis) => axis - 1),
      reversed === undefined ? undefined : reversed - 1,
    );
    return gather(sink, name, [outer, sources.length, length], sources);
  }
  const sources = sourcesOf(sizes, order, reversed);
  return gather(sink, name, [1, sources.length, length], sources);
}

function gather(sink: OperatorSink, name: string, shape: readonly number[], sources: readonly number[]): string {
  if (sources.every((from, to) => from === to)) return name;
  return sink.add({ type: 'Gather', integers: { axis: 1 }, tensors: [sources] }, [sink.add(reshape(shape), [name])]);
}
