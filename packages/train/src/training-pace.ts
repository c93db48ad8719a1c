import type { Recipe, TrainingPhase } from './recipe.js';

/** What a step takes by: the pixels of its batch. */
const pixelsOf = ({ batch, crop }: TrainingPhase) => batch * crop ** 2;

/** How fast a run goes, by the time of its last steps: a phase of larger batches takes longer in proportion. */
export class TrainingPace {
  readonly #phases: readonly (TrainingPhase & { readonly end: number })[];
  #added = 0;
  #secondsPerPixel = 0;

  constructor({ phases, steps }: Pick<Recipe, 'phases' | 'steps'>) {
    this.#phases = phases.map((phase) => ({ ...phase, end: Math.round(phase.until * steps) }));
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
    let pixels = 0;
    let from = done;
    for (const phase of this.#phases) {
      pixels += Math.max(0, phase.end - from) * pixelsOf(phase);
      from = Math.max(from, phase.end);
    }
    return this.#secondsPerPixel * pixels;
  }

  #pixelsAt(step: number): number {
    return pixelsOf(this.#phases.find(({ end }) => step < end)!);
  }
}
