import type { Checkpoint } from '../checkpoint.js';
import { type TrainOptions, train } from '../train.js';
import type { ExperimentOptions } from './experiment-options.js';

/**
 * Trains to the end, or until `enough` is aborted, and returns where the run then stood.
 * @throws what `train` throws; the signal's reason when `signal` is aborted.
 */
export async function trainUntilEnough({ signal, enough }: ExperimentOptions, options: TrainOptions): Promise<Checkpoint> {
  if (enough === undefined) return train({ ...options, signal });
  let last: Checkpoint | undefined;
  const onCheckpoint = async (checkpoint: Checkpoint) => {
    last = checkpoint;
    await options.onCheckpoint?.(checkpoint);
  };
  try {
    return await train({ ...options, onCheckpoint, signal: signal === undefined ? enough : AbortSignal.any([signal, enough]) });
  } catch (error) {
    // The run leaves a checkpoint of its last step when it is stopped.
    if (!enough.aborted || signal?.aborted || last === undefined) throw error;
    return last;
  }
}
