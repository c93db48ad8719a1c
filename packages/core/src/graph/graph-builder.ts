import { elementCount, type Shape } from './dimension.js';
import type { Constant, Graph, GraphNode, NamedValue, Value } from './graph.js';
import { type ConvolutionAttributes, type Operation, type OperationAttributes, shapeRules } from './operations.js';

/** Builds a graph node by node; every shape is known, and checked, as soon as a node is made. */
export class GraphBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #inputs: NamedValue[] = [];
  readonly #outputs: NamedValue[] = [];
  readonly #constants: Constant[] = [];
  readonly #scalars = new Map<number, Value>();
  #values = 0;

  #value(shape: Shape): Value {
    return { id: this.#values++, shape };
  }

  /** Adds a node of any operation. */
  apply<O extends Operation>(operation: O, inputs: readonly Value[], attributes: OperationAttributes[O]): Value {
    const shapes = inputs.map((input) => input.shape);
    const output = this.#value(shapeRules[operation](shapes, attributes));
    this.#nodes.push({ operation, inputs, attributes, output } as GraphNode);
    return output;
  }

  /** The nodes so far, in the order in which they can run. */
  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  /** Adds an input to the graph. */
  input(name: string, shape: Shape): Value {
    const value = this.#value(shape);
    this.#inputs.push({ name, value });
    return value;
  }

  /** Makes a value an output of the graph. */
  output(name: string, value: Value): void {
    this.#outputs.push({ name, value });
  }

  /** Adds a constant; the builder keeps the data. */
  constant(shape: readonly number[], data: Float32Array): Value {
    return this.#constant({ value: this.#value(shape), data });
  }

  /** A trained tensor: it keeps its name in the file. */
  weight(name: string, shape: readonly number[], data: Float32Array): Value {
    return this.#constant({ value: this.#value(shape), data, weight: name });
  }

  #constant(constant: Constant): Value {
    const count = elementCount(constant.value.shape);
    if (constant.data.length !== count) throw new RangeError(`expected ${count} elements, received ${constant.data.length}`);
    this.#constants.push(constant);
    return constant.value;
  }

  /** A constant without dimensions. */
  scalar(number: number): Value {
    const known = this.#scalars.get(number);
    if (known) return known;
    const value = this.constant([], Float32Array.of(number));
    this.#scalars.set(number, value);
    return value;
  }

  /** a + b, with broadcasting. */
  add = (a: Value, b: Value): Value => this.apply('add', [a, b], {});
  /** a − b, with broadcasting. */
  sub = (a: Value, b: Value): Value => this.apply('sub', [a, b], {});
  /** a · b, element by element, with broadcasting. */
  mul = (a: Value, b: Value): Value => this.apply('mul', [a, b], {});
  /** a / b, element by element, with broadcasting. */
  div = (a: Value, b: Value): Value => this.apply('div', [a, b], {});
  /** The greater of a and b, element by element, with broadcasting. */
  max = (a: Value, b: Value): Value => this.apply('max', [a, b], {});
  /** 1 where a > b, else 0, with broadcasting. */
  greater = (a: Value, b: Value): Value => this.apply('greater', [a, b], {});
  /** max(a, 0). */
  relu = (a: Value): Value => this.apply('relu', [a], {});
  /** The absolute value. */
  abs = (a: Value): Value => this.apply('abs', [a], {});
  /** The square root. */
  sqrt = (a: Value): Value => this.apply('sqrt', [a], {});
  /** The matrix product over the last two dimensions. */
  matMul = (a: Value, b: Value): Value => this.apply('matMul', [a, b], {});
  /** The same values from the last to the first along an axis. */
  reverse = (a: Value, axis: number): Value => this.apply('reverse', [a], { axis });
  /** The values one behind another along an axis. */
  concat = (values: readonly Value[], axis: number): Value => (values.length === 1 ? values[0]! : this.apply('concat', values, { axis }));
  /** The part from `start` up to, not with, `end` along an axis. */
  slice = (a: Value, axis: number, start: number, end: number): Value => this.apply('slice', [a], { axis, start, end });
  /** The dimensions in the order of `permutation`. */
  transpose = (a: Value, permutation: readonly number[]): Value => this.apply('transpose', [a], { permutation });
  /** The same numbers in another shape. */
  reshape = (a: Value, shape: readonly number[]): Value => this.apply('reshape', [a], { shape });
  /** The values repeated to a shape, by broadcasting. */
  expand = (a: Value, shape: readonly number[]): Value => this.apply('expand', [a], { shape });
  /** Pixel shuffle: `[n, c·block², h, w]` to `[n, c, h·block, w·block]`, channels first (CRD). */
  depthToSpace = (a: Value, block: number): Value => this.apply('depthToSpace', [a], { block });
  /** Pixel unshuffle, the inverse of `depthToSpace`, of a value of fixed sizes. */
  spaceToDepth = (a: Value, block: number): Value => this.apply('spaceToDepth', [a], { block });
  /** Bilinear enlargement of `[n, c, h, w]` by an even factor. */
  upsample = (a: Value, factor: number): Value => this.apply('upsample', [a], { factor });
  /** The sum over axes, which stay with size 1. */
  reduceSum = (a: Value, axes: readonly number[]): Value => this.apply('reduceSum', [a], { axes });
  /** The mean over axes, which stay with size 1. */
  reduceMean = (a: Value, axes: readonly number[]): Value => this.apply('reduceMean', [a], { axes });

  /** A convolution of `[n, in, h, w]` with weights `[out, in, kernel, kernel]`, padded with zeros. */
  conv(image: Value, weight: Value, { stride = 1, padding = 0, bias }: { stride?: number; padding?: number; bias?: Value } = {}): Value {
    return this.apply('conv', bias ? [image, weight, bias] : [image, weight], { stride, padding });
  }

  /** The gradient of a convolution with respect to its image, from that of its output, in the image's shape. */
  convInputGradient = (gradient: Value, weight: Value, { stride, padding }: ConvolutionAttributes): Value =>
    this.apply('convInputGradient', [gradient, weight], { stride, padding });
  /** The gradient of a convolution with respect to its weights, `[out, in, kernel, kernel]`. */
  convWeightGradient = (image: Value, gradient: Value, { stride, padding }: ConvolutionAttributes): Value =>
    this.apply('convWeightGradient', [image, gradient], { stride, padding });

  /** The value with a border, its width in each dimension at the beginning and at the end. */
  pad(a: Value, before: readonly number[], after: readonly number[], mode: 'zero' | 'edge' = 'zero'): Value {
    return [...before, ...after].every((count) => count === 0) ? a : this.apply('pad', [a], { before, after, mode });
  }

  /** The graph of all that was added. */
  build(): Graph {
    return { nodes: this.#nodes, inputs: this.#inputs, outputs: this.#outputs, constants: this.#constants };
  }
}
