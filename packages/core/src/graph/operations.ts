import { type Dimension, elementCount, type Shape, sameDimension, sameShape, scaled, showShape, staticShape } from './dimension.js';

type None = Readonly<Record<never, never>>;

/** Every operation with its attributes. Inputs and meaning are those of the ONNX operation of that name, as far as stated here. */
export interface OperationAttributes {
  // Element by element, sizes of 1 stretched (NumPy's broadcasting).
  readonly add: None;
  readonly sub: None;
  readonly mul: None;
  readonly div: None;
  readonly max: None;
  /** 1 where the first input is greater than the second, 0 elsewhere. */
  readonly greater: None;
  readonly relu: None;
  readonly abs: None;
  readonly sqrt: None;
  /** Batched product of matrices in the last two dimensions. */
  readonly matMul: None;
  /**
   * Convolution (correlation) of `[batch, in, height, width]` with `[out, in, kernel, kernel]` and, optionally, a bias `[out]`.
   * Zero padding on all four sides. A stride above 1 wants padding 0 and a kernel that is a multiple of it.
   */
  readonly conv: { readonly stride: number; readonly padding: number };
  /** Pixel shuffle: `[batch, channels × block², height, width]` → `[batch, channels, height × block, width × block]` (ONNX mode CRD). */
  readonly depthToSpace: { readonly block: number };
  readonly reshape: { readonly shape: readonly number[] };
  readonly expand: { readonly shape: readonly number[] };
  readonly transpose: { readonly permutation: readonly number[] };
  /** Elements `start` to `end` (exclusive) of one axis. */
  readonly slice: { readonly axis: number; readonly start: number; readonly end: number };
  /** One axis back to front. */
  readonly reverse: { readonly axis: number };
  readonly concat: { readonly axis: number };
  /** Adds (or, where negative, removes) elements before and after each axis: zeros or copies of the edge. */
  readonly pad: { readonly before: readonly number[]; readonly after: readonly number[]; readonly mode: 'zero' | 'edge' };
  /** Sum over axes, which stay with size 1. */
  readonly reduceSum: { readonly axes: readonly number[] };
  /** Mean over axes, which stay with size 1. */
  readonly reduceMean: { readonly axes: readonly number[] };
}

export type Operation = keyof OperationAttributes;

type ShapeRule<O extends Operation> = (inputs: readonly Shape[], attributes: OperationAttributes[O]) => Shape;

function broadcast(inputs: readonly Shape[]): Shape {
  const rank = Math.max(...inputs.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    let result: Dimension = 1;
    for (const shape of inputs) {
      const size = shape[axis - rank + shape.length] ?? 1;
      if (size === 1) continue;
      if (result !== 1 && !sameDimension(result, size))
        throw new RangeError(`expected shapes that fit, received ${inputs.map(showShape).join(' and ')}`);
      result = size;
    }
    return result;
  });
}

const same = (inputs: readonly Shape[]): Shape => inputs[0]!;

const reduced = ([shape]: readonly Shape[], { axes }: { readonly axes: readonly number[] }): Shape =>
  shape!.map((size, axis) => (axes.includes(axis) ? 1 : size));

/** The shape of each operation's output, from its inputs' shapes. Throws a RangeError when they do not fit. */
export const shapeRules: { readonly [O in Operation]: ShapeRule<O> } = {
  add: broadcast,
  sub: broadcast,
  mul: broadcast,
  div: broadcast,
  max: broadcast,
  greater: broadcast,
  relu: same,
  abs: same,
  sqrt: same,
  matMul([a, b]) {
    const [rows, inner] = a!.slice(-2);
    const [inner2, columns] = b!.slice(-2);
    if (!sameDimension(inner!, inner2!)) throw new RangeError(`expected matrices that fit, received ${showShape(a!)} and ${showShape(b!)}`);
    return [...broadcast([a!.slice(0, -2), b!.slice(0, -2)]), rows!, columns!];
  },
  conv([image, weight, bias], { stride, padding }) {
    const [batch, channels, height, width] = image!;
    const [out, into, kernel, kernelWidth] = staticShape(weight!);
    if (image!.length !== 4 || weight!.length !== 4 || into !== channels || kernel !== kernelWidth || (bias && !sameShape(bias, [out!]))) {
      throw new RangeError(`expected an image and a weight that fit, received ${showShape(image!)} and ${showShape(weight!)}`);
    }
    if (stride > 1 && (padding !== 0 || kernel! % stride !== 0)) {
      throw new RangeError(`expected padding 0 and a kernel that is a multiple of stride ${stride}, received ${padding} and ${kernel}`);
    }
    const size = (dimension: Dimension) => scaled(dimension, 1 / stride, (2 * padding - kernel!) / stride + 1);
    return [batch!, out!, size(height!), size(width!)];
  },
  depthToSpace([shape], { block }) {
    const [batch, channels, height, width] = shape!;
    return [batch!, scaled(channels!, 1 / block ** 2, 0), scaled(height!, block, 0), scaled(width!, block, 0)];
  },
  reshape([from], { shape }) {
    if (elementCount(from!) !== elementCount(shape))
      throw new RangeError(`expected as many elements as ${showShape(from!)}, received ${showShape(shape)}`);
    return shape;
  },
  expand: ([from], { shape }) => broadcast([from!, shape]),
  transpose: ([from], { permutation }) => permutation.map((axis) => from![axis]!),
  slice: ([from], { axis, start, end }) => from!.map((size, i) => (i === axis ? end - start : size)),
  reverse: same,
  concat: (inputs, { axis }) =>
    inputs[0]!.map((size, i) => (i === axis ? inputs.reduce((sum, shape) => sum + staticShape(shape.slice(axis, axis + 1))[0]!, 0) : size)),
  pad: ([from], { before, after }) => from!.map((size, axis) => scaled(size, 1, before[axis]! + after[axis]!)),
  reduceSum: reduced,
  reduceMean: reduced,
};
