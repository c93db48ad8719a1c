import type { OperatorSink } from '../operator-sink.js';
import { reshape, toBlocked, zeroPad } from './layout-operators.js';
import { moveBlocks } from './move-blocks.js';
import { fillsBlocks, wholeBlocks } from './value-layouts.js';

type Sizes = readonly [out: number, into: number, kernel: number];

/** The weight with zeros up to so many channels. */
function filled(sink: OperatorSink, weight: string, [out, into]: Sizes, wholeOut: number, wholeInto: number): string {
  if (wholeOut === out && wholeInto === into) return weight;
  return sink.add(zeroPad([0, 0, 0, 0, wholeOut - out, wholeInto - into, 0, 0]), [weight]);
}

/** Much less than a block of channels is taken as it is. */
const wholeUnlessFew = (channels: number, block: number): number =>
  channels < block && !fillsBlocks(channels, block) ? channels : wholeBlocks(channels, block);

/**
 * A weight `[out, in, kernel, kernel]` as the blocked convolution wants it: `[out/block, in/block, kernel, kernel, block (in), block (out)]`, or
 * `[out/block, in, kernel, kernel, block (out)]` when `in` is less than a block. Zeros fill the last blocks.
 */
export function blockedFilter(sink: OperatorSink, weight: string, sizes: Sizes, block: number): string {
  const kernel = sizes[2];
  const pixels = kernel * kernel;
  const [out, into] = [wholeBlocks(sizes[0], block), wholeUnlessFew(sizes[1], block)];
  const whole = filled(sink, weight, sizes, out, into);
  // [out/block, in, pixels, block (out)]
  let filter = sink.add(toBlocked(), [sink.add(reshape([1, out, into, pixels]), [whole])]);
  if (into >= block && pixels > 1) filter = moveBlocks(sink, filter, block, [out / block, into / block, block, pixels], [0, 1, 3, 2]);
  return sink.add(reshape([out, into, kernel, kernel]), [filter]);
}

/** The filter of the convolution that goes back from `out` to `in` channels: turned by 180°, its channels exchanged. */
export function turnedFilter(sink: OperatorSink, weight: string, sizes: Sizes, block: number): string {
  const kernel = sizes[2];
  const pixels = kernel * kernel;
  const [out, into] = [wholeUnlessFew(sizes[0], block), wholeBlocks(sizes[1], block)];
  const whole = filled(sink, weight, sizes, out, into);
  // [out, in/block, pixels, block (in)]
  const rows = sink.add(toBlocked(), [sink.add(reshape([out, into, pixels, 1]), [whole])]);
  const exchanged =
    out < block
      ? moveBlocks(sink, rows, block, [out, into / block, pixels], [1, 0, 2], 2)
      : moveBlocks(sink, rows, block, [out / block, block, into / block, pixels], [2, 0, 3, 1], 3);
  return sink.add(reshape([into, out, kernel, kernel]), [exchanged]);
}

/**
 * The filter of the way back through a convolution whose stride is its kernel: a 1×1 convolution to `kernel² × in` channels, those of
 * the kernel's first pixel first.
 */
export function spreadFilter(sink: OperatorSink, weight: string, sizes: Sizes, block: number): string {
  const pixels = sizes[2] * sizes[2];
  const [out, into] = [wholeBlocks(sizes[0], block), wholeBlocks(sizes[1], block)];
  const whole = filled(sink, weight, sizes, out, into);
  const rows = sink.add(toBlocked(), [sink.add(reshape([out, into, pixels, 1]), [whole])]);
  const spread = moveBlocks(sink, rows, block, [out / block, block, into / block, pixels], [3, 2, 0, 1]);
  return sink.add(reshape([pixels * into, out, 1, 1]), [spread]);
}
