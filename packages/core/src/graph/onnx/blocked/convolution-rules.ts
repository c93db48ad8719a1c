import type { GraphNode, NodeOf, Value } from '../../graph.js';
import { type Sizes, sizesOf } from '../../sizes-of.js';
import { blockedFilter, spreadFilter, turnedFilter } from './blocked-filter.js';
import { type BlockedConvolution, blockedConvolution, fromBlocked } from './layout-operators.js';
import { reorderOut, shufflesBlocks, weave } from './pixel-shuffle-rules.js';
import { isBlockable, type ValueLayouts, wholeBlocks } from './value-layouts.js';

const isFixed = ({ shape }: Value): boolean => shape.every((size) => typeof size === 'number');

interface Geometry {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

const evenly = ({ kernel, stride, padding }: Geometry): BlockedConvolution => ({
  kernel: [kernel, kernel],
  strides: [stride, stride],
  pads: [padding, padding, padding, padding],
});

/** Whether a convolution from the image to `out` channels can run on blocks: from blocks, or from less than one to whole ones. */
function runsBlocked(image: Value, out: number, block: number): boolean {
  if (block === 1 || !isFixed(image)) return false;
  return isBlockable(image, block) || (sizesOf(image)[1] < block && out % block === 0);
}

/** The image as a blocked convolution takes it: in blocks, or plain when it has less than a block of channels. */
const imageFor = (layouts: ValueLayouts, image: Value): string => layouts.get(image, layouts.isBlockable(image) ? 'blocked' : 'plain');

/**
 * Adds a convolution, with what alone takes its output if that is a ReLU, and pixels first if that is a pixel shuffle; returns whether it could, and
 * took the ReLU in.
 */
export function addConvolution(layouts: ValueLayouts, { inputs, attributes, output }: NodeOf<'conv'>, taker?: GraphNode): boolean {
  const [image, weight, bias] = inputs as [Value, Value, Value | undefined];
  const [out, into, kernel] = sizesOf(weight);
  if (!runsBlocked(image, out, layouts.block) || (bias && out % layouts.block !== 0)) return false;
  const { sink, block } = layouts;
  const relu = taker?.operation === 'relu' ? taker.output : undefined;
  const square = taker?.operation === 'depthToSpace' && !bias && shufflesBlocks(taker.output, block) ? taker.attributes.block : undefined;
  const plain = layouts.get(weight, 'plain');
  const ordered = square === undefined ? plain : reorderOut(sink, plain, sizesOf(weight), square, 'pixelFirst');
  const filter = blockedFilter(sink, ordered, [out, into, kernel], block);
  const operands = [imageFor(layouts, image), filter, ...(bias ? [layouts.get(bias, 'plain')] : [])];
  const result = sink.add(blockedConvolution(evenly({ kernel, ...attributes }), relu && 'Relu'), operands);
  if (square !== undefined) {
    layouts.setPixelFirst(output, { name: result, square });
    return true;
  }
  const value = relu ?? output;
  if (layouts.isBlockable(value)) layouts.set(value, 'blocked', result);
  else layouts.set(value, 'plain', sink.add(fromBlocked(out), [result], layouts.nameOf(value)));
  return true;
}

/** Whether the gradient of a convolution with respect to its image can run on blocks. */
function inputGradientRunsBlocked(
  { inputs, attributes: { stride, padding }, output }: NodeOf<'convInputGradient'>,
  block: number,
): boolean {
  const [gradient, weight] = inputs as [Value, Value];
  const [, into, kernel] = sizesOf(weight);
  if (!runsBlocked(gradient, into, block) || !isBlockable(output, block)) return false;
  return stride === 1 ? padding < kernel : stride === kernel && isBlockable(gradient, block);
}

/** Whether `addBlocked` takes a compound operation as it is, not expanded. */
export function isAddedWhole(node: GraphNode, block: number): boolean {
  switch (node.operation) {
    case 'convWeightGradient':
      return true;
    case 'convInputGradient':
      return inputGradientRunsBlocked(node, block);
    case 'spaceToDepth':
      return shufflesBlocks(node.inputs[0]!, block);
    default:
      return false;
  }
}

/** dX: a convolution of dY with the turned kernel; with a stride that is the kernel, each pixel of dY goes to a block of pixels of its own. */
export function addInputGradient(layouts: ValueLayouts, { inputs, attributes, output }: NodeOf<'convInputGradient'>): void {
  const [gradient, weight] = inputs as [Value, Value];
  const { sink, block } = layouts;
  const [out, into, kernel] = sizesOf(weight);
  const pixels = layouts.pixelFirst(gradient);
  const image = pixels?.name ?? imageFor(layouts, gradient);
  const plain = layouts.get(weight, 'plain');
  const name = pixels ? reorderOut(sink, plain, sizesOf(weight), pixels.square, 'pixelFirst') : plain;
  if (attributes.stride === 1) {
    const filter = turnedFilter(sink, name, [out, into, kernel], block);
    const padding = kernel - 1 - attributes.padding;
    layouts.set(output, 'blocked', sink.add(blockedConvolution(evenly({ kernel, stride: 1, padding })), [image, filter]));
    return;
  }
  const [batch, , height, width] = sizesOf(gradient);
  const filter = spreadFilter(sink, name, [out, into, kernel], block);
  const spread = sink.add(blockedConvolution({ kernel: [1, 1] }), [image, filter]);
  const sizes: Sizes = [batch, wholeBlocks(into, block), height * kernel, width * kernel];
  layouts.set(output, 'blocked', weave(sink, spread, sizes, kernel, block));
}
