import type { Batch, BatchOptions } from './create-batch.js';

/** Where the batches of a training are drawn. */
export interface BatchSource {
  /** Whether a batch is drawn while the engine computes the step before; better not where both would want the same cores. */
  readonly prefetch: boolean;
  /** The batch that `createBatch` gives for the run's photographs. A run that is aborted waits for it. */
  draw(options: BatchOptions): Promise<Batch>;
}
