import os from 'node:os';
import { type TrainingRecord, unflatten, writeModel } from '@cleargrain/core';
import type { Checkpoint } from '@cleargrain/train';

/** What a model's file says beside what its checkpoint knows. */
export interface ModelOrigin {
  /** The device that trained it, in words. */
  readonly device: string;
  /** The data and its licence, in words. */
  readonly data: string;
  /** Pixels to a side that can change an output pixel visibly, where it was measured. */
  readonly visibleReach: number | undefined;
  /** The model that it learnt from beside the clean pictures. */
  readonly teacher: TrainingRecord['teacher'];
}

/** A run's model as it stands, with the record of how it came to be. */
export function modelOf(checkpoint: Checkpoint, { device, data, visibleReach, teacher }: ModelOrigin): Uint8Array {
  const { recipe, step, seconds, before, history, state } = checkpoint;
  const processor = os.cpus()[0]?.model ?? 'unknown processor';
  return writeModel({
    network: recipe.network,
    parameters: unflatten(recipe.network, state.average),
    ...(visibleReach !== undefined && { visibleReach }),
    training: {
      recipe: { ...recipe },
      steps: step,
      hours: seconds / 3600,
      machine: `${processor}, ${os.availableParallelism()} cores; ${device}`,
      data,
      ...(before && { before }),
      ...(teacher && { teacher }),
      history,
    },
  });
}
