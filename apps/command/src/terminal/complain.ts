import { oneLine } from './one-line.js';

/** Says on stderr what went wrong, in one line. */
export function complain(message: string): void {
  process.stderr.write(`cleargrain: ${oneLine(message)}\n`);
}
