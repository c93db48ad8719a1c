import { staticShape } from '../../dimension.js';
import type { GraphNode, NodeOf, Value } from '../../graph.js';
import type { Operator } from '../operators.js';
import { blockedFilter, spreadFilter, turnedFilter } from './blocked-filter.js';
import { blockedDomain, fromBlocked, reshape, toBlocked, transpose } from './layout-operators.js';
import { reorderOut, shufflesBlocks, weave } from './pixel-shuffle-rules.js';
import { isBlockable, type ValueLayouts, wholeBlocks } from './value-layouts.js';

type Sizes = [number, number, number, number];

const sizesOf = (value: Value): Sizes => staticShape(value.shape) as Sizes;
const isFixed = ({ shape }: Value): boolean => shape.every((size) => typeof size === 'number');

interface Geometry {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

function blockedConvolution({ kernel, stride, padding }: Geometry, activation?: 'Relu'): Operator {
  return {
    type: 'Conv',
    domain: blockedDomain,
    integers: {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
      dilations: [1, 1],
      group: 1,
    },
    ...(activation && { texts: { activation } }),
  };
}

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
  const result = sink.add(blockedConvolution({ kernel, ...attributes }, relu && 'Relu'), operands);
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
    layouts.set(output, 'blocked', sink.add(blockedConvolution({ kernel, stride: 1, padding }), [image, filter]));
    return;
  }
  const [batch, , height, width] = sizesOf(gradient);
  const filter = spreadFilter(sink, name, [out, into, kernel], block);
  const spread = sink.add(blockedConvolution({ kernel: 1, stride: 1, padding: 0 }), [image, filter]);
  const sizes: Sizes = [batch, wholeBlocks(into, block), height * kernel, width * kernel];
  layouts.set(output, 'blocked', weave(sink, spread, sizes, kernel, block));
}

/**
 * dW[o, i, y, x] = Σ dY[n, o, p] · X[n, i, s·p + (y, x)] as one convolution: its channels are the pictures n, its kernel is the whole of dY, and X with
 * its channels last is a picture in which the next pixel lies `step` elements further, one for each channel, zeros that fill a block included. So the
 * kernel is dilated by that and each row of the result holds all (x, i). The runtime gathers the shifted copies piece by piece in its caches; nothing
 * is padded, copied or summed up outside.
 */
export function addWeightGradient(layouts: ValueLayouts, { inputs, attributes, output }: NodeOf<'convWeightGradient'>): void {
  const [image, gradient] = inputs as [Value, Value];
  const { stride, padding } = attributes;
  const { sink, block } = layouts;
  const [batch, into, height, width] = sizesOf(image);
  const [, out, rows, columns] = sizesOf(gradient);
  const kernel = sizesOf(output)[2];
  const step = layouts.isBlockable(image) ? wholeBlocks(into, block) : into;
  const picture = sink.add(reshape([1, batch, height, width * step]), [layouts.get(image, 'channelsLast')]);
  const pixels = layouts.pixelFirst(gradient);
  const plain = pixels ? sink.add(fromBlocked(out), [pixels.name]) : layouts.get(gradient, 'plain');
  const filter = sink.add(transpose([1, 0, 2, 3]), [plain]);
  const convolution: Operator = {
    type: 'Conv',
    integers: {
      kernel_shape: [rows, columns],
      dilations: [stride, stride * step],
      pads: [padding, padding * step, padding, padding * step],
      strides: [1, 1],
    },
  };
  // [1, out, kernel, kernel · step]
  const products = sink.add(convolution, [picture, filter]);
  const area = kernel * kernel;
  let weight: string;
  if (block > 1 && step % block === 0) {
    const inBlocks = sink.add(toBlocked('channelsLast'), [sink.add(reshape([out, area, 1, step]), [products])]);
    weight = sink.add(fromBlocked(into), [inBlocks]);
  } else weight = sink.add(transpose([0, 2, 1]), [sink.add(reshape([out, area, into]), [products])]);
  if (pixels) weight = reorderOut(sink, weight, sizesOf(output), pixels.square, 'channelFirst');
  layouts.set(output, 'plain', sink.add(reshape(sizesOf(output)), [weight], layouts.nameOf(output)));
}
