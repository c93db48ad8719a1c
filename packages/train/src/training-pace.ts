import { pixelsOfSteps } from './pixels-of-steps.js';
import type { Recipe } from './recipe.js';

/** How fast a run goes, by the time of its last steps: a phase of larger batches takes longer in proportion. */
export class TrainingPace {
  readonly #recipe: Pick<Recipe, 'phases' | 'steps'>;
  #added = 0;
  #secondsPerPixel = 0;

  constructor(recipe: Pick<Recipe, 'phases' | 'steps'>) {
    this.#recipe = recipe;
  }

  /** Takes the time of a step, from 0. */
  add(step: number, seconds: number): void {
    this.#added++;
    // The mean of the first steps, later of about the last fifty.
    this.#secondsPerPixel += Math.max(0.02, 1 / this.#added) * (seconds / this.#pixelsAt(step) - this.#secondsPerPixel);
  }

  /** Steps a second in the phase of a step, from 0. */
  stepsPerSecond(step: number): number {
    return 1 / (this.#secondsPerPixel * this.#pixelsAt(step));
  }

  /** Seconds that the steps after the first `done` will probably take, without validations and checkpoints. */
  remaining(done: number): number {
    return this.#secondsPerPixel * pixelsOfSteps(this.#recipe, done, this.#recipe.steps);
  }

  #pixelsAt(step: number): number {
    return pixelsOfSteps(this.#recipe, step, step + 1);
  }
}
