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

  input(name: string, shape: Shape): Value {
    const value = this.#value(shape);
    this.#inputs.push({ name, value });
    return value;
  }

  output(name: string, value: Value): void {
    this.#outputs.push({ name, value });
  }

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

  add = (a: Value, b: Value): Value => this.apply('add', [a, b], {});
  sub = (a: Value, b: Value): Value => this.apply('sub', [a, b], {});
  mul = (a: Value, b: Value): Value => this.apply('mul', [a, b], {});
  div = (a: Value, b: Value): Value => this.apply('div', [a, b], {});
  max = (a: Value, b: Value): Value => this.apply('max', [a, b], {});
  greater = (a: Value, b: Value): Value => this.apply('greater', [a, b], {});
  relu = (a: Value): Value => this.apply('relu', [a], {});
  abs = (a: Value): Value => this.apply('abs', [a], {});
  sqrt = (a: Value): Value => this.apply('sqrt', [a], {});
  matMul = (a: Value, b: Value): Value => this.apply('matMul', [a, b], {});
  reverse = (a: Value, axis: number): Value => this.apply('reverse', [a], { axis });
  concat = (values: readonly Value[], axis: number): Value => (values.length === 1 ? values[0]! : this.apply('concat', values, { axis }));
  slice = (a: Value, axis: number, start: number, end: number): Value => this.apply('slice', [a], { axis, start, end });
  transpose = (a: Value, permutation: readonly number[]): Value => this.apply('transpose', [a], { permutation });
  reshape = (a: Value, shape: readonly number[]): Value => this.apply('reshape', [a], { shape });
  expand = (a: Value, shape: readonly number[]): Value => this.apply('expand', [a], { shape });
  depthToSpace = (a: Value, block: number): Value => this.apply('depthToSpace', [a], { block });
  /** Pixel unshuffle, the inverse of `depthToSpace`, of a value of fixed sizes. */
  spaceToDepth = (a: Value, block: number): Value => this.apply('spaceToDepth', [a], { block });
  reduceSum = (a: Value, axes: readonly number[]): Value => this.apply('reduceSum', [a], { axes });
  reduceMean = (a: Value, axes: readonly number[]): Value => this.apply('reduceMean', [a], { axes });

  conv(image: Value, weight: Value, { stride = 1, padding = 0, bias }: { stride?: number; padding?: number; bias?: Value } = {}): Value {
    return this.apply('conv', bias ? [image, weight, bias] : [image, weight], { stride, padding });
  }

  convInputGradient = (gradient: Value, weight: Value, { stride, padding }: ConvolutionAttributes): Value =>
    this.apply('convInputGradient', [gradient, weight], { stride, padding });
  convWeightGradient = (image: Value, gradient: Value, { stride, padding }: ConvolutionAttributes): Value =>
    this.apply('convWeightGradient', [image, gradient], { stride, padding });

  pad(a: Value, before: readonly number[], after: readonly number[], mode: 'zero' | 'edge' = 'zero'): Value {
    return [...before, ...after].every((count) => count === 0) ? a : this.apply('pad', [a], { before, after, mode });
  }

  build(): Graph {
    return { nodes: this.#nodes, inputs: this.#inputs, outputs: this.#outputs, constants: this.#constants };
  }
}
