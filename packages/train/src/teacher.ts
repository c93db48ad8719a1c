import { measureNetwork, type NetworkConfig, type Parameters } from '@cleargrain/core';
import type { Recipe } from './recipe.js';

/** A trained network whose answers a smaller one learns from (Hinton, Vinyals, Dean 2015). */
export interface Teacher {
  /** What it consists of: of the run's channels, and of any size. */
  readonly network: NetworkConfig;
  /** Its trained weights, by name. */
  readonly parameters: Parameters;
}

/**
 * Refuses a teacher that cannot answer a run's batches.
 * @throws RangeError when it takes other channels, or pictures whose sides are multiples of what some crop is not.
 */
export function expectTeacherFor({ network, phases }: Recipe, teacher: Teacher): void {
  if (teacher.network.channels !== network.channels)
    throw new RangeError(`expected a teacher of ${network.channels} channels, received one of ${teacher.network.channels}`);
  const { alignment } = measureNetwork(teacher.network);
  const unfit = phases.find(({ crop }) => crop % alignment !== 0);
  if (unfit) throw new RangeError(`expected crops that are multiples of ${alignment}, as the teacher wants them, received ${unfit.crop}`);
}
