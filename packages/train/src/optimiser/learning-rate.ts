/** A learning rate over a run: a linear rise, then half a cosine down to `final`. */
export interface LearningRateOptions {
  /** The highest learning rate, after the warm-up. */
  readonly peak: number;
  /** The learning rate at the end. */
  readonly final: number;
  /** Steps of the rise. */
  readonly warmup: number;
  /** Steps of the whole run. */
  readonly steps: number;
}

/** The learning rate of step `step` (from 0). */
export function learningRateAt(step: number, { peak, final, warmup, steps }: LearningRateOptions): number {
  if (step < warmup) return (peak * (step + 1)) / warmup;
  const progress = Math.min(1, (step - warmup) / Math.max(1, steps - warmup));
  return final + (peak - final) * 0.5 * (1 + Math.cos(Math.PI * progress));
}
