/** A line on stderr that is written over and over; nothing at all when stderr is not a terminal. */
export class ProgressLine {
  #shown = false;
  #last = 0;

  /** Shows a text, at most ten times a second. */
  update(text: string): void {
    if (!process.stderr.isTTY || performance.now() - this.#last < 100) return;
    this.#last = performance.now();
    this.#shown = true;
    process.stderr.write(`\r\x1b[2K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown) process.stderr.write('\r\x1b[2K');
    this.#shown = false;
  }
}
