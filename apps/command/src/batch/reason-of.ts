import { oneLine } from '../terminal/one-line.js';

/** Why an input failed, in one line that names it; `-` is called standard input. */
export function reasonOf(input: string, error: unknown): string {
  const name = oneLine(input === '-' ? 'standard input' : input);
  const message = error instanceof Error ? error.message : String(error);
  // The name is made one line first: what follows the first line is a library's detail, but the name must stay whole.
  const line = message.replaceAll(input === '-' ? name : input, name).split('\n', 1)[0]!;
  return oneLine(line.includes(name) ? line : `${name}: ${line}`);
}
