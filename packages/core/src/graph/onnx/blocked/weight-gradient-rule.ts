import type { NodeOf, Value } from '../../graph.js';
import { type Sizes, sizesOf } from '../../sizes-of.js';
import type { OperatorSink } from '../operator-sink.js';
import type { Operator } from '../operators.js';
import { blockedConvolution, fromBlocked, reshape, toBlocked, transpose, zeroPad } from './layout-operators.js';
import { moveBlocks } from './move-blocks.js';
import { reorderOut } from './pixel-shuffle-rules.js';
import { type ValueLayouts, wholeBlocks } from './value-layouts.js';

/** What a weight gradient is computed from, and to. */
interface WeightGradient {
  readonly image: Value;
  readonly gradient: Value;
  readonly stride: number;
  readonly padding: number;
  /** `[out, in, kernel, kernel]`. */
  readonly sizes: Sizes;
}

/** Values in blocks with columns of zeros on either side, by a convolution of each channel by itself: unlike Pad it works on all threads. */
function padColumns(sink: OperatorSink, name: string, channels: number, columns: number): string {
  if (columns === 0) return name;
  const ones = sink.add({ type: 'Reshape', tensors: [new Float32Array(channels).fill(1), [channels, 1, 1, 1]] }, []);
  return sink.add(blockedConvolution({ kernel: [1, 1], pads: [0, columns, 0, columns], group: channels }), [name, ones]);
}

/** Whether ONNX Runtime takes so many channels, pictures here: less than a block of them, or whole blocks. */
const fitsConvolution = (batch: number, block: number): boolean => batch < block || batch % block === 0;

/** As many pictures as possible of a batch, fewer than `block`, so that all go into groups of that many. */
function groupOf(batch: number, block: number): number {
  let size = Math.min(batch, block - 1);
  while (batch % size !== 0) size--;
  return size;
}

/** An image as pictures one above the other: in pieces of a block of channels, or as one. */
interface Pieces {
  readonly count: number;
  /** Channels of each, and so the elements from one pixel to the next. */
  readonly pixelStride: number;
}

function piecesOf(layouts: ValueLayouts, image: Value): Pieces {
  const into = sizesOf(image)[1];
  if (!layouts.isBlockable(image)) return { count: 1, pixelStride: into };
  return { count: wholeBlocks(into, layouts.block) / layouts.block, pixelStride: layouts.block };
}

/** `[pieces, batch, height, (width + 2 · padding) · pixelStride]`: each row holds the channels of a pixel, then those of the next, between zeros. */
function picturesOf(layouts: ValueLayouts, image: Value, padding: number): string {
  const { sink, block } = layouts;
  const [batch, , height, width] = sizesOf(image);
  const { count, pixelStride } = piecesOf(layouts, image);
  const row = (width + 2 * padding) * pixelStride;
  let pictures: string;
  if (layouts.isBlockable(image)) {
    pictures = padColumns(sink, layouts.get(image, 'blocked'), count * block, padding);
    pictures = moveBlocks(sink, pictures, height * row, [batch, count], [1, 0]);
  } else {
    pictures = sink.add(reshape([1, batch, height, width * pixelStride]), [layouts.get(image, 'channelsLast')]);
    if (padding > 0) pictures = sink.add(zeroPad([0, 0, 0, padding * pixelStride, 0, 0, 0, padding * pixelStride]), [pictures]);
  }
  return sink.add(reshape([count, batch, height, row]), [pictures]);
}

/**
 * By the convolution of blocks that takes images of few channels as they are: the pictures of the batch are its channels, dY in blocks is its filter as it
 * lies. X gets zeros beside its rows, and its blocks before its pictures; the order of pictures and blocks in dY changes only where the products of
 * single pictures would be larger than dY.
 */
function fromBlocks(layouts: ValueLayouts, { image, gradient, stride, padding, sizes }: WeightGradient, filters: string): string {
  const { sink, block } = layouts;
  const [out, into, kernel] = sizes;
  const [batch, , rows, columns] = sizesOf(gradient);
  const { count, pixelStride } = piecesOf(layouts, image);
  const [area, blocks] = [kernel * kernel, wholeBlocks(out, block) / block];

  // Pictures whose products are added up inside the convolution.
  const together = area * into < rows * columns ? 1 : groupOf(batch, block);
  const groups = batch / together;
  const filter = moveBlocks(sink, filters, rows * columns * block, [groups, together, blocks], [0, 2, 1]);
  const convolution = blockedConvolution({
    kernel: [rows, columns],
    pads: [padding, 0, padding, 0],
    dilations: [stride, stride * pixelStride],
    group: groups,
  });
  const products = sink.add(convolution, [
    picturesOf(layouts, image, padding),
    sink.add(reshape([groups * blocks * block, together, rows, columns]), [filter]),
  ]);

  const apart = sink.add(reshape([count, groups, blocks * area * pixelStride * block]), [products]);
  const sum = groups === 1 ? apart : sink.add({ type: 'ReduceSum', integers: { keepdims: 1 }, tensors: [[1]] }, [apart]);
  // Whole blocks are moved first, and only then brought out of the layout: faster than one transposition.
  const moved = moveBlocks(sink, sum, block, [count, blocks, area, pixelStride], [1, 0, 3, 2]);
  const weight = sink.add(fromBlocked(out), [sink.add(reshape([1, blocks * block, count * pixelStride, area]), [moved])]);
  return count * pixelStride === into ? weight : sink.add({ type: 'Slice', tensors: [[0], [into], [2]] }, [weight]);
}

/**
 * By the ordinary convolution: X with its channels last is a picture in which the next pixel lies `pixelStride` elements further, one for each channel, zeros
 * that fill a block included. The runtime gathers the shifted copies piece by piece in its caches; nothing is padded, copied or summed up outside.
 */
function fromPlain(layouts: ValueLayouts, { image, gradient, stride, padding, sizes }: WeightGradient, filters: string): string {
  const { sink, block } = layouts;
  const [batch, into, height, width] = sizesOf(image);
  const [, , rows, columns] = sizesOf(gradient);
  const [out, , kernel] = sizes;
  const pixelStride = layouts.isBlockable(image) ? wholeBlocks(into, block) : into;
  const picture = sink.add(reshape([1, batch, height, width * pixelStride]), [layouts.get(image, 'channelsLast')]);
  const filter = moveBlocks(sink, filters, rows * columns, [batch, out], [1, 0]);
  const convolution: Operator = {
    type: 'Conv',
    integers: {
      kernel_shape: [rows, columns],
      dilations: [stride, stride * pixelStride],
      pads: [padding, padding * pixelStride, padding, padding * pixelStride],
      strides: [1, 1],
    },
  };
  // [1, out, kernel, kernel · pixelStride]
  const products = sink.add(convolution, [picture, sink.add(reshape([out, batch, rows, columns]), [filter])]);
  const area = kernel * kernel;
  if (block > 1 && pixelStride % block === 0) {
    const inBlocks = sink.add(toBlocked('channelsLast'), [sink.add(reshape([out, area, 1, pixelStride]), [products])]);
    return sink.add(fromBlocked(into), [inBlocks]);
  }
  return sink.add(transpose([0, 2, 1]), [sink.add(reshape([out, area, into]), [products])]);
}

/**
 * dW[o, i, y, x] = Σ dY[n, o, p] · X[n, i, s·p + (y, x)] as one convolution, whose channels are the pictures n and whose kernel is the whole of dY,
 * dilated so that its pixels meet those of X. Each row of its result holds all (x, i).
 */
export function addWeightGradient(layouts: ValueLayouts, { inputs, attributes, output }: NodeOf<'convWeightGradient'>): void {
  const [image, gradient] = inputs as [Value, Value];
  const { sink } = layouts;
  const sizes = sizesOf(output);
  const of: WeightGradient = { image, gradient, ...attributes, sizes };
  const pixels = layouts.pixelFirst(gradient);
  const inBlocks = layouts.block > 1 && fitsConvolution(sizesOf(image)[0], layouts.block);
  let weight: string;
  if (inBlocks && (pixels || layouts.isBlockable(gradient)))
    weight = fromBlocks(layouts, of, pixels?.name ?? layouts.get(gradient, 'blocked'));
  else weight = fromPlain(layouts, of, pixels ? sink.add(fromBlocked(sizes[0]), [pixels.name]) : layouts.get(gradient, 'plain'));
  if (pixels) weight = reorderOut(sink, weight, sizes, pixels.square, 'channelFirst');
  layouts.set(output, 'plain', sink.add(reshape(sizes), [weight], layouts.nameOf(output)));
}
