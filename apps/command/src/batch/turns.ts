/** Lets one piece of work after another begin, in the order in which they ask: the next when the one before says so, at the latest when it ends. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  take<T>(work: (letNext: () => void) => Promise<T>): Promise<T> {
    const before = this.#last;
    let done: Promise<T> | undefined;
    this.#last = new Promise((letNext) => {
      done = before.then(() => work(letNext));
      done.then(
        () => letNext(),
        () => letNext(),
      );
    });
    return done!;
  }
}
