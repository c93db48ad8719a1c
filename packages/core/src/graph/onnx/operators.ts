import type { GraphNode } from '../graph.js';
import type { CompoundOperation } from '../lowering/expand-operations.js';
import type { Operation } from '../operations.js';

/** An ONNX operator that computes one of our operations: its name, attributes, and tensors that follow the inputs. */
export interface Operator {
  readonly type: string;
  /** The set that it belongs to. Default: ONNX's own. */
  readonly domain?: string;
  readonly integers?: Readonly<Record<string, number | readonly number[]>>;
  readonly texts?: Readonly<Record<string, string>>;
  /** Integers, floats, or nothing where an optional input is left out. */
  readonly tensors?: readonly (readonly number[] | Float32Array | undefined)[];
}

type OperatorRule<O extends Operation> = (node: Extract<GraphNode, { operation: O }>) => Operator;

const elementwise = (type: string) => () => ({ type });

/** Compound operations are expanded before. */
type WrittenOperation = Exclude<Operation, CompoundOperation>;

/** How each operation is written in ONNX, operator set 17. `greater` is followed by a Cast, because ONNX gives booleans. */
const operatorRules: { readonly [O in WrittenOperation]: OperatorRule<O> } = {
  add: elementwise('Add'),
  sub: elementwise('Sub'),
  mul: elementwise('Mul'),
  div: elementwise('Div'),
  max: elementwise('Max'),
  greater: elementwise('Greater'),
  relu: elementwise('Relu'),
  abs: elementwise('Abs'),
  sqrt: elementwise('Sqrt'),
  matMul: elementwise('MatMul'),
  conv: ({ attributes: { stride, padding }, inputs }) => {
    const kernel = inputs[1]!.shape[2] as number;
    return {
      type: 'Conv',
      integers: { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: [padding, padding, padding, padding] },
    };
  },
  depthToSpace: ({ attributes }) => ({ type: 'DepthToSpace', integers: { blocksize: attributes.block }, texts: { mode: 'CRD' } }),
  upsample: ({ attributes: { factor } }) => ({
    type: 'Resize',
    texts: { mode: 'linear', coordinate_transformation_mode: 'half_pixel' },
    tensors: [undefined, Float32Array.of(1, 1, factor, factor)],
  }),
  reshape: ({ attributes }) => ({ type: 'Reshape', tensors: [attributes.shape] }),
  expand: ({ attributes }) => ({ type: 'Expand', tensors: [attributes.shape] }),
  transpose: ({ attributes }) => ({ type: 'Transpose', integers: { perm: attributes.permutation } }),
  slice: ({ attributes: { axis, start, end } }) => ({ type: 'Slice', tensors: [[start], [end], [axis]] }),
  // From the last element down to before the first: ONNX wants an end below every index.
  reverse: ({ attributes: { axis } }) => ({ type: 'Slice', tensors: [[-1], [-(2 ** 31)], [axis], [-1]] }),
  concat: ({ attributes }) => ({ type: 'Concat', integers: { axis: attributes.axis } }),
  pad: ({ attributes: { before, after, mode } }) => ({
    type: 'Pad',
    texts: { mode: mode === 'zero' ? 'constant' : 'edge' },
    tensors: [[...before, ...after]],
  }),
  reduceSum: ({ attributes }) => ({ type: 'ReduceSum', integers: { keepdims: 1 }, tensors: [attributes.axes] }),
  reduceMean: ({ attributes }) => ({ type: 'ReduceMean', integers: { keepdims: 1, axes: attributes.axes } }),
};

/** The ONNX operator of a node. */
export function operatorOf(node: GraphNode): Operator {
  const rule = (operatorRules as Partial<Record<Operation, unknown>>)[node.operation] as ((node: GraphNode) => Operator) | undefined;
  if (rule === undefined) throw new TypeError(`expected ${node.operation} to be expanded`);
  return rule(node);
}
