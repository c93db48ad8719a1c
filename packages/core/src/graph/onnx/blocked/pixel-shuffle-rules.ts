import { staticShape } from '../../dimension.js';
import type { NodeOf, Value } from '../../graph.js';
import { type Sizes, sizesOf } from '../../sizes-of.js';
import type { OperatorSink } from '../operator-sink.js';
import { reshape } from './layout-operators.js';
import { moveBlocks } from './move-blocks.js';
import type { ValueLayouts } from './value-layouts.js';

/** Whether pixel shuffle of a value to so many channels can move whole blocks. */
export const shufflesBlocks = ({ shape }: Value, block: number): boolean =>
  block > 1 && shape.length === 4 && (shape[1] as number) % block === 0;

/** Pixels first, `[batch, square² × channels, height, width]` in blocks, to the squares that they form, in blocks. */
export function weave(sink: OperatorSink, name: string, [batch, channels, height, width]: Sizes, square: number, block: number): string {
  const sizes = [batch, square, square, channels / block, height / square, width / square];
  return sink.add(reshape([batch, channels, height, width]), [moveBlocks(sink, name, block, sizes, [0, 3, 4, 1, 5, 2])]);
}

/** Pixel shuffle of a value that lies pixels first; returns whether it does. */
export function addDepthToSpace(layouts: ValueLayouts, { inputs, output }: NodeOf<'depthToSpace'>): boolean {
  const pixels = layouts.pixelFirst(inputs[0]!);
  if (pixels === undefined) return false;
  layouts.set(output, 'blocked', weave(layouts.sink, pixels.name, sizesOf(output), pixels.square, layouts.block));
  return true;
}

/** Pixel unshuffle of whole blocks. */
export function addSpaceToDepth(layouts: ValueLayouts, { inputs, attributes: { block: square }, output }: NodeOf<'spaceToDepth'>): void {
  const { sink, block } = layouts;
  const [batch, channels, height, width] = sizesOf(inputs[0]!);
  const sizes = [batch, channels / block, height / square, square, width / square, square];
  const apart = moveBlocks(sink, layouts.get(inputs[0]!, 'blocked'), block, sizes, [0, 3, 5, 1, 2, 4]);
  layouts.setPixelFirst(output, { name: sink.add(reshape(staticShape(output.shape)), [apart]), square });
}

/** The first axis of a weight from channels first to pixels first, or back. */
export function reorderOut(
  sink: OperatorSink,
  weight: string,
  shape: readonly number[],
  square: number,
  to: 'pixelFirst' | 'channelFirst',
): string {
  const [out, ...rest] = shape as [number, ...number[]];
  const pixels = square * square;
  const length = rest.reduce((product, size) => product * size, 1);
  const sizes = to === 'pixelFirst' ? [out / pixels, pixels] : [pixels, out / pixels];
  return sink.add(reshape(shape), [moveBlocks(sink, weight, length, sizes, [1, 0])]);
}
