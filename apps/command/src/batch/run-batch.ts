import type { FailedInput } from '@cleargrain/node';
import { exitCodes } from '../exit-codes.js';
import { ProgressLine } from '../terminal/progress-line.js';

/** What became of a batch; the shape that `--json` prints. */
export interface BatchResult<T> {
  readonly images: readonly T[];
  readonly failed: readonly FailedInput[];
}

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
}

/** The reason, with the file's name in front where it does not say it. */
function reasonOf(name: string, error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!;
  return message.includes(name) ? message : `${name}: ${message}`;
}

/** Does every file, whatever becomes of the others; says each failure on stderr, prints the results, and returns the exit code. */
export async function runBatch<Input, T>(options: BatchOptions<Input, T>): Promise<number> {
  const { files, nameOf, signal, json, work, describe } = options;
  const line = new ProgressLine();
  const images: T[] = [];
  const failed = [...options.failed];
  const complain = (failure: FailedInput) => {
    line.clear();
    process.stderr.write(`cleargrain: ${failure.error}\n`);
  };
  failed.forEach(complain);
  for (const [index, file] of files.entries()) {
    const name = nameOf(file);
    const count = files.length > 1 ? `[${index + 1} of ${files.length}] ` : '';
    try {
      const result = await work(file, (text) => line.update(`${count}${name}  ${text}`));
      images.push(result);
      line.clear();
      if (!json) process.stdout.write(`${describe(result)}\n`);
    } catch (error) {
      if (signal.aborted) throw error;
      const failure = { input: name, error: reasonOf(name, error) };
      failed.push(failure);
      complain(failure);
    } finally {
      line.clear();
    }
  }
  if (json) process.stdout.write(`${JSON.stringify({ images, failed } satisfies BatchResult<T>)}\n`);
  return failed.length > 0 ? exitCodes.failed : exitCodes.ok;
}
