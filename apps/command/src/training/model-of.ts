import os from 'node:os';
import { unflatten, writeModel } from '@cleargrain/core';
import type { Checkpoint } from '@cleargrain/train';

/** A run's model as it stands, with the record of how it came to be. */
export function modelOf(checkpoint: Checkpoint, device: string, data: string, visibleReach?: number): Uint8Array {
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
      history,
    },
  });
}
