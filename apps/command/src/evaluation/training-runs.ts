import type { TrainingRecord } from '@cleargrain/core';

/** The runs that made a model, the first one first. */
export function trainingRuns(training: TrainingRecord | undefined): TrainingRecord[] {
  return training ? [...trainingRuns(training.before), training] : [];
}
