import type { EvaluationResult } from '@cleargrain/core';

/** One noise on one set. */
export interface SetResult extends EvaluationResult {
  /** The set: the name of its folder. */
  readonly data: string;
}
