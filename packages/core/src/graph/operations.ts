import { type Dimension, elementCount, type Shape, sameDimension, sameShape, scaled, showShape, staticShape } from './dimension.js';

type None = Readonly<Record<never, never>>;

/** Of a convolution and its gradients. */
export interface ConvolutionAttributes {
  /** Pixels from one place of the kernel to the next. */
  readonly stride: number;
  /** Zeros around the picture, in pixels. */
  readonly padding: number;
}

/** Every operation with its attributes. Inputs and meaning are those of the ONNX operation of that name, as far as stated here. */
export interface OperationAttributes {
  // Element by element, sizes of 1 stretched (NumPy's broadcasting).
  /** Element by element, with broadcasting. */
  readonly add: None;
  /** Element by element, with broadcasting. */
  readonly sub: None;
  /** Element by element, with broadcasting. */
  readonly mul: None;
  /** Element by element, with broadcasting. */
  readonly div: None;
  /** Element by element, with broadcasting. */
  readonly max: None;
  /** 1 where the first input is greater than the second, 0 elsewhere. */
  readonly greater: None;
  /** max(a, 0). */
  readonly relu: None;
  /** The absolute value. */
  readonly abs: None;
  /** The square root. */
  readonly sqrt: None;
  /** Batched product of matrices in the last two dimensions. */
  readonly matMul: None;
  /**
   * Convolution (correlation) of `[batch, in, height, width]` with `[out, in, kernel, kernel]` and, optionally, a bias `[out]`.
   * Zero padding on all four sides. A stride above 1 wants padding 0 and a kernel that is a multiple of it.
   */
  readonly conv: ConvolutionAttributes;
  /**
   * The gradient of a convolution with respect to its image, from that of its output: `[batch, out, height, width]` and the weight
   * `[out, in, kernel, kernel]` → the image's shape.
   */
  readonly convInputGradient: ConvolutionAttributes;
  /** The gradient of a convolution with respect to its weight, from the image and the gradient of its output → `[out, in, kernel, kernel]`. */
  readonly convWeightGradient: ConvolutionAttributes;
  /** Pixel shuffle: `[batch, channels × block², height, width]` → `[batch, channels, height × block, width × block]` (ONNX mode CRD). */
  readonly depthToSpace: { readonly block: number };
  /** Pixel unshuffle, the inverse of `depthToSpace`. */
  readonly spaceToDepth: { readonly block: number };
  /** `[batch, channels, height, width]` → `factor` (an even number) times as high and wide, bilinear between the centres of pixels; the edge is repeated outward. */
  readonly upsample: { readonly factor: number };
  /** The same numbers in another shape. */
  readonly reshape: { readonly shape: readonly number[] };
  /** Repeated to a shape, by broadcasting. */
  readonly expand: { readonly shape: readonly number[] };
  /** The dimensions in another order. */
  readonly transpose: { readonly permutation: readonly number[] };
  /** Elements `start` to `end` (exclusive) of one axis. */
  readonly slice: { readonly axis: number; readonly start: number; readonly end: number };
  /** One axis back to front. */
  readonly reverse: { readonly axis: number };
  /** One behind another along an axis. */
  readonly concat: { readonly axis: number };
  /** Adds (or, where negative, removes) elements before and after each axis: zeros or copies of the edge. */
  readonly pad: { readonly before: readonly number[]; readonly after: readonly number[]; readonly mode: 'zero' | 'edge' };
  /** Sum over axes, which stay with size 1. */
  readonly reduceSum: { readonly axes: readonly number[] };
  /** Mean over axes, which stay with size 1. */
  readonly reduceMean: { readonly axes: readonly number[] };
}

/** The name of an operation. */
export type Operation = keyof OperationAttributes;

type ShapeRule<O extends Operation> = (inputs: readonly Shape[], attributes: OperationAttributes[O]) => Shape;

function broadcast(inputs: readonly Shape[], shown = inputs): Shape {
  const rank = Math.max(...inputs.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    let result: Dimension = 1;
    for (const shape of inputs) {
      const size = shape[axis - rank + shape.length] ?? 1;
      if (size === 1) continue;
      if (result !== 1 && !sameDimension(result, size))
        throw new RangeError(`expected shapes that fit, received ${shown.map(showShape).join(' and ')}`);
      result = size;
    }
    return result;
  });
}

const stretched = (inputs: readonly Shape[]): Shape => broadcast(inputs);

const same = (inputs: readonly Shape[]): Shape => inputs[0]!;

function expectAxis(shape: Shape, axis: number): void {
  if (!Number.isInteger(axis) || axis < 0 || axis >= shape.length)
    throw new RangeError(`expected an axis of ${showShape(shape)}, received ${axis}`);
}

/** The shape itself; throws when a fixed size is no positive integer. */
function expectSizes(shape: Shape, from: readonly Shape[]): Shape {
  if (shape.every((size) => typeof size === 'object' || (Number.isInteger(size) && size > 0))) return shape;
  throw new RangeError(`expected sizes that are positive integers, received ${showShape(shape)} from ${from.map(showShape).join(' and ')}`);
}

function reduced([shape]: readonly Shape[], { axes }: { readonly axes: readonly number[] }): Shape {
  // ONNX takes an empty list for all axes.
  if (axes.length === 0) throw new RangeError(`expected axes of ${showShape(shape!)}, received none`);
  for (const axis of axes) expectAxis(shape!, axis);
  return shape!.map((size, axis) => (axes.includes(axis) ? 1 : size));
}

/** The shape of each operation's output, from its inputs' shapes. Throws a RangeError when they do not fit. */
export const shapeRules: { readonly [O in Operation]: ShapeRule<O> } = {
  add: stretched,
  sub: stretched,
  mul: stretched,
  div: stretched,
  max: stretched,
  greater: stretched,
  relu: same,
  abs: same,
  sqrt: same,
  matMul([a, b]) {
    const [rows, inner] = a!.slice(-2);
    const [inner2, columns] = b!.slice(-2);
    if (a!.length < 2 || b!.length < 2 || !sameDimension(inner!, inner2!))
      throw new RangeError(`expected matrices that fit, received ${showShape(a!)} and ${showShape(b!)}`);
    return [...broadcast([a!.slice(0, -2), b!.slice(0, -2)], [a!, b!]), rows!, columns!];
  },
  conv([image, weight, bias], { stride, padding }) {
    const [batch, channels, height, width] = image!;
    const [out, into, kernel, kernelWidth] = staticShape(weight!);
    if (image!.length !== 4 || weight!.length !== 4 || into !== channels || kernel !== kernelWidth) {
      throw new RangeError(`expected an image and a weight that fit, received ${showShape(image!)} and ${showShape(weight!)}`);
    }
    if (bias && !sameShape(bias, [out!])) throw new RangeError(`expected a bias of shape [${out}], received ${showShape(bias)}`);
    if (stride > 1 && (padding !== 0 || kernel! % stride !== 0)) {
      throw new RangeError(`expected padding 0 and a kernel that is a multiple of stride ${stride}, received ${padding} and ${kernel}`);
    }
    const size = (dimension: Dimension) => scaled(dimension, 1 / stride, (2 * padding - kernel!) / stride + 1);
    return expectSizes([batch!, out!, size(height!), size(width!)], [image!, weight!]);
  },
  convInputGradient([gradient, weight], { stride, padding }) {
    const [batch, out, height, width] = staticShape(gradient!);
    const [out2, into, kernel] = staticShape(weight!);
    if (gradient!.length !== 4 || weight!.length !== 4 || out !== out2)
      throw new RangeError(`expected a gradient and a weight that fit, received ${showShape(gradient!)} and ${showShape(weight!)}`);
    const size = (length: number) => (length - 1) * stride + kernel! - 2 * padding;
    return expectSizes([batch!, into!, size(height!), size(width!)], [gradient!, weight!]);
  },
  convWeightGradient([image, gradient], { stride, padding }) {
    const [batch, into, height, width] = staticShape(image!);
    const [batch2, out, rows, columns] = staticShape(gradient!);
    const kernel = (size: number, length: number) => size + 2 * padding - (length - 1) * stride;
    const fits = batch === batch2 && kernel(height!, rows!) === kernel(width!, columns!);
    if (image!.length !== 4 || gradient!.length !== 4 || !fits)
      throw new RangeError(`expected an image and a gradient that fit, received ${showShape(image!)} and ${showShape(gradient!)}`);
    return expectSizes([out!, into!, kernel(height!, rows!), kernel(width!, columns!)], [image!, gradient!]);
  },
  depthToSpace([shape], { block }) {
    const [batch, channels, height, width] = shape!;
    if (shape!.length !== 4) throw new RangeError(`expected [batch, channels, height, width], received ${showShape(shape!)}`);
    return expectSizes([batch!, scaled(channels!, 1 / block ** 2, 0), scaled(height!, block, 0), scaled(width!, block, 0)], [shape!]);
  },
  spaceToDepth([shape], { block }) {
    const [batch, channels, height, width] = staticShape(shape!);
    if (shape!.length !== 4 || height! % block !== 0 || width! % block !== 0)
      throw new RangeError(`expected height and width that are multiples of ${block}, received ${showShape(shape!)}`);
    return [batch!, channels! * block ** 2, height! / block, width! / block];
  },
  upsample([shape], { factor }) {
    if (!Number.isInteger(factor) || factor < 2 || factor % 2 !== 0) throw new RangeError(`expected an even factor, received ${factor}`);
    const [batch, channels, height, width] = shape!;
    if (shape!.length !== 4) throw new RangeError(`expected [batch, channels, height, width], received ${showShape(shape!)}`);
    return [batch!, channels!, scaled(height!, factor, 0), scaled(width!, factor, 0)];
  },
  reshape([from], { shape }) {
    if (elementCount(from!) !== elementCount(shape))
      throw new RangeError(`expected as many elements as ${showShape(from!)}, received ${showShape(shape)}`);
    return expectSizes(shape, [from!]);
  },
  expand: ([from], { shape }) => broadcast([from!, shape]),
  transpose([from], { permutation }) {
    if (permutation.length !== from!.length || from!.some((_, axis) => !permutation.includes(axis)))
      throw new RangeError(`expected every axis of ${showShape(from!)} once, received ${showShape(permutation)}`);
    return permutation.map((axis) => from![axis]!);
  },
  slice([from], { axis, start, end }) {
    expectAxis(from!, axis);
    const size = from![axis]!;
    if (!(start >= 0 && start < end) || (typeof size === 'number' && end > size))
      throw new RangeError(`expected a part of axis ${axis} of ${showShape(from!)}, received ${start} to ${end}`);
    return from!.map((length, i) => (i === axis ? end - start : length));
  },
  reverse([from], { axis }) {
    expectAxis(from!, axis);
    return from!;
  },
  concat(inputs, { axis }) {
    const [first] = inputs;
    expectAxis(first!, axis);
    const fits = (shape: Shape) =>
      shape.length === first!.length && shape.every((size, i) => i === axis || sameDimension(size, first![i]!));
    if (!inputs.every(fits)) throw new RangeError(`expected shapes that fit, received ${inputs.map(showShape).join(' and ')}`);
    const total = inputs.reduce((sum, shape) => sum + staticShape([shape[axis]!])[0]!, 0);
    return first!.map((size, i) => (i === axis ? total : size));
  },
  pad([from], { before, after }) {
    if (before.length !== from!.length || after.length !== from!.length)
      throw new RangeError(`expected counts for every axis of ${showShape(from!)}, received ${showShape(before)} and ${showShape(after)}`);
    const sizes = from!.map((size, axis) => scaled(size, 1, before[axis]! + after[axis]!));
    return expectSizes(sizes, [from!]);
  },
  reduceSum: reduced,
  reduceMean: reduced,
};
