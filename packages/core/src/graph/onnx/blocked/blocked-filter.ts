import type { OperatorSink } from '../operator-sink.js';
import { reshape, toBlocked, transpose } from './layout-operators.js';

type Sizes = readonly [out: number, into: number, kernel: number];

/** The kernel's pixels, which are axis 2 here, from the last to the first. */
function turned(sink: OperatorSink, filter: string, pixels: number): string {
  if (pixels === 1) return filter;
  const order = Array.from({ length: pixels }, (_, i) => pixels - 1 - i);
  return sink.add({ type: 'Gather', integers: { axis: 2 }, tensors: [order] }, [filter]);
}

/**
 * A weight `[out, in, kernel, kernel]` as the blocked convolution wants it: `[out/block, in/block, kernel, kernel, block (in), block (out)]`, or
 * `[out/block, in, kernel, kernel, block (out)]` when `in` is less than a block. Filters of zeros fill the last block.
 */
export function blockedFilter(sink: OperatorSink, weight: string, [out, into, kernel]: Sizes, block: number): string {
  const pixels = kernel * kernel;
  const whole = Math.ceil(out / block) * block;
  const filled = whole === out ? weight : sink.add({ type: 'Pad', tensors: [[0, 0, 0, 0, whole - out, 0, 0, 0]] }, [weight]);
  // [out/block, in, pixels, block (out)]
  let filter = sink.add(toBlocked(), [sink.add(reshape([1, whole, into, pixels]), [filled])]);
  if (into >= block && pixels > 1) {
    const split = sink.add(reshape([whole / block, into / block, block, pixels, block]), [filter]);
    filter = sink.add(transpose([0, 1, 3, 2, 4]), [split]);
  }
  return sink.add(reshape([whole, into, kernel, kernel]), [filter]);
}

/** The filter of the convolution that goes back from `out` to `in` channels: turned by 180°, its channels exchanged. */
export function turnedFilter(sink: OperatorSink, weight: string, [out, into, kernel]: Sizes, block: number): string {
  const pixels = kernel * kernel;
  // [out, in/block, pixels, block (in)]
  const rows = sink.add(toBlocked(), [sink.add(reshape([out, into, pixels, 1]), [weight])]);
  let exchanged: string;
  if (out < block) {
    exchanged = sink.add(transpose([1, 0, 2, 3]), [sink.add(reshape([out, into / block, pixels, block]), [rows])]);
  } else {
    const split = sink.add(reshape([out / block, block, into / block, pixels, block]), [rows]);
    exchanged = sink.add(transpose([2, 0, 3, 1, 4]), [split]);
  }
  return sink.add(reshape([into, out, kernel, kernel]), [turned(sink, exchanged, pixels)]);
}

/**
 * The filter of the way back through a convolution whose stride is its kernel: a 1×1 convolution to `kernel² × in` channels, those of
 * the kernel's first pixel first.
 */
export function spreadFilter(sink: OperatorSink, weight: string, [out, into, kernel]: Sizes, block: number): string {
  const pixels = kernel * kernel;
  const rows = sink.add(toBlocked(), [sink.add(reshape([out, into, pixels, 1]), [weight])]);
  const split = sink.add(reshape([out / block, block, into / block, pixels, block]), [rows]);
  return sink.add(reshape([pixels * into, out, 1, 1]), [sink.add(transpose([3, 2, 0, 1, 4]), [split])]);
}
