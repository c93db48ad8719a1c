import type { ModelChecks } from '@cleargrain/core';
import type { SetResult } from './set-result.js';

/** What the file beside a model holds. */
export interface ModelReport {
  readonly model: string;
  /** The sets' names. */
  readonly data: string;
  readonly results: readonly SetResult[];
  readonly checks?: ModelChecks;
}
