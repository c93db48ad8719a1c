import type { EngineUsage } from '../engine.js';

/** Counts the time in which work is done, of work that is done one after another. */
export class UsageClock {
  #busy = 0;
  #began: number | undefined;
  #ended = 0;

  /** Does the work and counts its time. */
  async count<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    this.#began ??= began;
    try {
      return await work();
    } finally {
      this.#ended = performance.now();
      this.#busy += this.#ended - began;
    }
  }

  /** What was counted so far. */
  get usage(): EngineUsage {
    return { busySeconds: this.#busy / 1000, spanSeconds: this.#began === undefined ? 0 : (this.#ended - this.#began) / 1000 };
  }
}
