/** Shares a bound on memory out among those who ask for it, in the order in which they ask. */
export class MemoryBudget {
  /** Bytes that are given in all. */
  readonly total: number;
  #taken = 0;
  #last: Promise<unknown> = Promise.resolve();
  #freed: (() => void) | undefined;

  /** `total` in bytes. */
  constructor(total: number) {
    this.total = total;
  }

  /**
   * Waits until so many bytes are free, after all who asked before; who wants more than there is waits until all is free. The result gives them
   * back. A promise that fails takes nothing.
   */
  take(wanted: number | Promise<number>): Promise<() => void> {
    const turn = this.#last.then(async () => {
      const bytes = Math.min(this.total, await wanted);
      while (this.#taken + bytes > this.total) {
        await new Promise<void>((resolve) => {
          this.#freed = resolve;
        });
      }
      this.#taken += bytes;
      let given = false;
      return () => {
        if (given) return;
        given = true;
        this.#taken -= bytes;
        this.#freed?.();
      };
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
