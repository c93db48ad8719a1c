/** Frames that decide together. */
export const steadySpan = 15;

/**
 * A noise level that changes slowly from frame to frame: the median of the last 15. What goes by it, such as whether a frame is denoised at all,
 * does not flicker.
 */
export class SteadySigma {
  readonly #last: number[] = [];

  /** The level for the next frame, whose own estimate this is; both in grey levels (0–255). */
  next(estimate: number): number {
    this.#last.push(estimate);
    if (this.#last.length > steadySpan) this.#last.shift();
    return [...this.#last].sort((a, b) => a - b)[this.#last.length >> 1]!;
  }
}
