import type { Shape } from './dimension.js';
import type { Operation, OperationAttributes } from './operations.js';

/** What flows through a graph: the result of a node, an input or a constant. */
export interface Value {
  readonly id: number;
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
  readonly value: Value;
  readonly data: Float32Array;
  /** The weight's name in the model file; absent for constants that are part of the computation. */
  readonly weight?: string;
}

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

/** A computation on float32 tensors: pure data. `nodes` are in an order in which they can run. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly NamedValue[];
  readonly outputs: readonly NamedValue[];
  readonly constants: readonly Constant[];
}
