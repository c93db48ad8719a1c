import type { Operator } from './operators.js';

/** Takes the operators of a file one by one, in an order in which they can run. */
export interface OperatorSink {
  /** Adds an operator on values of the given names; returns its output's name, which is numbered unless given. */
  add(operator: Operator, inputs: readonly string[], output?: string): string;
}
