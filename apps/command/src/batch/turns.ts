/** Lets one piece of work run at a time, in the order in which they ask, and counts the time that they take. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #milliseconds = 0;

  /** Seconds in which a piece of work ran. */
  get seconds(): number {
    return this.#milliseconds / 1000;
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      const began = performance.now();
      try {
        return await work();
      } finally {
        this.#milliseconds += performance.now() - began;
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
