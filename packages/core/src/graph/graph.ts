import type { Shape } from './dimension.js';
import type { Operation, OperationAttributes } from './operations.js';

/** What flows through a graph: the result of a node, an input or a constant. */
export interface Value {
  /** Its number in the graph. */
  readonly id: number;
  /** The size of each dimension. */
  readonly shape: Shape;
}

/** One operation applied to values. */
export type GraphNode = {
  readonly [O in Operation]: {
    readonly operation: O;
    readonly inputs: readonly Value[];
    readonly attributes: OperationAttributes[O];
    readonly output: Value;
  };
}[Operation];

/** A node of one operation. */
export type NodeOf<O extends Operation> = Extract<GraphNode, { operation: O }>;

/** A tensor that is part of the graph. Weights have a name that lasts; other constants are numbered. */
export interface Constant {
  /** The value that it is. */
  readonly value: Value;
  /** Its numbers, the last dimension fastest. */
  readonly data: Float32Array;
  /** The weight's name in the model file; absent for constants that are part of the computation. */
  readonly weight?: string;
}

/** An input or output with its name. */
export interface NamedValue {
  /** The name under which it is fed or fetched. */
  readonly name: string;
  /** The value that it is. */
  readonly value: Value;
}

/** A computation on float32 tensors: pure data. `nodes` are in an order in which they can run. */
export interface Graph {
  /** Operations in an order in which they can be computed. */
  readonly nodes: readonly GraphNode[];
  /** What is fed. */
  readonly inputs: readonly NamedValue[];
  /** What is fetched. */
  readonly outputs: readonly NamedValue[];
  /** What is built in, such as weights. */
  readonly constants: readonly Constant[];
}
