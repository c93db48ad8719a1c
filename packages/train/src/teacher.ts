import { measureNetwork, type NetworkConfig, type Parameters } from '@cleargrain/core';
import type { Recipe } from './recipe.js';

/** A trained network whose answers another, as a rule a smaller one, learns from: knowledge distillation (Hinton, Vinyals, Dean 2015). */
export interface Teacher {
  /** What it consists of: of the run's channels, and for pictures of the run's crops. */
  readonly network: NetworkConfig;
  /** Its trained weights, by name. */
  readonly parameters: Parameters;
}

/** How much of what a network should answer is its teacher's answer, where the recipe does not say. */
export const usualTeacherShare = 0.5;

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

/**
 * Refuses a run without a teacher that asks for one: its recipe says how much of it is wanted, or it began with one.
 * @throws RangeError that says which.
 */
export function expectNoTeacherWanted({ teacherShare }: Recipe, began: { readonly name: string } | undefined): void {
  if (began !== undefined) throw new RangeError(`expected the teacher ${began.name}, with which the run began, received none`);
  if (teacherShare !== undefined) throw new RangeError(`expected a teacher for teacherShare ${teacherShare}, received none`);
}
