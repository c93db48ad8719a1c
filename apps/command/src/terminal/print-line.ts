import { oneLine } from './one-line.js';

/** Prints a result as one line on stdout. */
export function printLine(text: string): void {
  process.stdout.write(`${oneLine(text)}\n`);
}
