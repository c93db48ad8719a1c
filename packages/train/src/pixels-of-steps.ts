import type { Recipe } from './recipe.js';

/** Pixels in the batches of a run's steps, those from step `from` (the first is 0) to before step `to`: what its time goes by. */
export function pixelsOfSteps({ phases, steps }: Pick<Recipe, 'phases' | 'steps'>, from: number, to: number): number {
  let sum = 0;
  let begin = 0;
  for (const { until, batch, crop } of phases) {
    const end = Math.round(until * steps);
    sum += Math.max(0, Math.min(end, to) - Math.max(begin, from)) * batch * crop ** 2;
    begin = end;
  }
  return sum;
}
