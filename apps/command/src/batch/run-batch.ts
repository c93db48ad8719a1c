import type { FailedInput } from '@cleargrain/node';
import { exitCodes } from '../exit-codes.js';
import { complain } from '../terminal/complain.js';
import { oneLine } from '../terminal/one-line.js';
import { printJson } from '../terminal/print-json.js';
import { printLine } from '../terminal/print-line.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { reasonOf } from './reason-of.js';

export interface BatchOptions<Input, T> {
  readonly files: readonly Input[];
  /** Inputs that failed before the batch began. */
  readonly failed: readonly FailedInput[];
  readonly nameOf: (file: Input) => string;
  readonly signal: AbortSignal;
  readonly json?: boolean | undefined;
  /** Does one file; `show` writes the progress line. */
  readonly work: (file: Input, show: (text: string) => void) => Promise<T>;
  /** A result as a line on stdout. */
  readonly describe: (result: T) => string;
  /** What is made of all results at the end, and the name under which it fails; left out when there is no result. */
  readonly summary?: { readonly name: string; readonly write: (results: readonly T[]) => Promise<void> } | undefined;
}

/**
 * Does every file, whatever becomes of the others; says each failure on stderr, prints the results, and returns the exit code. The
 * JSON document comes also when all failed, and when the batch is stopped.
 * @throws the signal's reason when stopped.
 */
export async function runBatch<Input, T>(options: BatchOptions<Input, T>): Promise<number> {
  const { files, nameOf, signal, json, work, describe, summary } = options;
  const line = new ProgressLine();
  const images: T[] = [];
  const failed: FailedInput[] = [];
  const fail = (input: string, error: unknown) => {
    if (signal.aborted) throw error;
    failed.push({ input, error: reasonOf(input, error) });
    complain(failed.at(-1)!.error);
  };
  try {
    for (const { input, error } of options.failed) fail(input, error);
    for (const [index, file] of files.entries()) {
      signal.throwIfAborted();
      const name = nameOf(file);
      const count = files.length > 1 ? `[${index + 1} of ${files.length}] ` : '';
      try {
        const result = await work(file, (text) => line.update(`${count}${oneLine(name)}  ${text}`));
        line.clear();
        images.push(result);
        if (!json) printLine(describe(result));
      } catch (error) {
        line.clear();
        fail(name, error);
      }
    }
    if (summary && images.length > 0) await summary.write(images).catch((error: unknown) => fail(summary.name, error));
  } finally {
    if (json) printJson({ images, failed });
  }
  return failed.length > 0 ? exitCodes.failed : exitCodes.ok;
}
