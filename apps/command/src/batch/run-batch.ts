import type { FailedInput } from '@cleargrain/node';
import { exitCodes } from '../exit-codes.js';
import { complain } from '../terminal/complain.js';
import { oneLine } from '../terminal/one-line.js';
import { printJson } from '../terminal/print-json.js';
import { printLine } from '../terminal/print-line.js';
import { ProgressLine } from '../terminal/progress-line.js';
import type { BatchLog } from './batch-log.js';
import { reasonOf } from './reason-of.js';
import { SkippedFile } from './skipped-file.js';

export interface BatchOptions<Input, T> {
  readonly files: readonly Input[];
  /** Inputs that failed before the batch began. */
  readonly failed: readonly FailedInput[];
  readonly nameOf: (file: Input) => string;
  readonly signal: AbortSignal;
  readonly json?: boolean | undefined;
  /** Prints nothing on stdout, where something else goes. Default: false. */
  readonly quiet?: boolean | undefined;
  /** How many files are in the works at once; they begin in their order. Default: 1. */
  readonly jobs?: number | undefined;
  /** Does one file; `show` writes the progress line. */
  readonly work: (file: Input, show: (text: string) => void) => Promise<T | SkippedFile>;
  /** A result as a line on stdout. */
  readonly describe: (result: T) => string;
  /** Where each file is written down as it ends. Default: nowhere. */
  readonly log?: BatchLog | undefined;
  /** What stands in the log's last line beside the counts. */
  readonly totals?: (() => Promise<object | undefined>) | undefined;
  /** What is made of all results at the end, and the name under which it fails; left out when there is no result. */
  readonly summary?: { readonly name: string; readonly write: (results: readonly T[]) => Promise<void> } | undefined;
}

/**
 * Does every file, whatever becomes of the others; says each failure on stderr, prints the results, and returns the exit code. The
 * JSON document comes also when all failed, and when the batch is stopped; its results are in the order of the files.
 * @throws the signal's reason when stopped, once the files in the works have ended; Error when the log cannot be written, which ends the batch.
 */
export async function runBatch<Input, T>(options: BatchOptions<Input, T>): Promise<number> {
  const { files, nameOf, signal, json, quiet, work, describe, summary, log, jobs = 1 } = options;
  const began = performance.now();
  const line = new ProgressLine();
  const results = new Map<number, T>();
  const skipped: SkippedFile[] = [];
  const failed: FailedInput[] = [];
  const inOrder = () => [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
  const fail = async (input: string, error: unknown) => {
    if (signal.aborted) throw error;
    const failure = { input, error: reasonOf(input, error) };
    failed.push(failure);
    complain(failure.error);
    await log?.write({ status: 'failed', ...failure });
  };
  const doOne = async (index: number, file: Input) => {
    const name = nameOf(file);
    const count = files.length > 1 ? `[${index + 1} of ${files.length}] ` : '';
    let result: T | SkippedFile;
    try {
      result = await work(file, (text) => line.update(`${count}${oneLine(name)}  ${text}`));
    } catch (error) {
      line.clear();
      return fail(name, error);
    }
    line.clear();
    if (result instanceof SkippedFile) {
      skipped.push(result);
      if (!json) printLine(`${result.input} → ${result.output}  done already`);
      return log?.write({ status: 'skipped', ...result });
    }
    results.set(index, result);
    if (!json && !quiet) printLine(describe(result));
    await log?.write({ status: 'done', ...result });
  };
  const remaining = files.entries();
  const workThrough = async () => {
    for (const [index, file] of remaining) {
      signal.throwIfAborted();
      await doOne(index, file);
    }
  };
  try {
    for (const { input, error } of options.failed) await fail(input, error);
    const workers = await Promise.allSettled(Array.from({ length: Math.min(jobs, files.length) }, workThrough));
    for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
    if (summary && results.size > 0) await summary.write(inOrder()).catch((error: unknown) => fail(summary.name, error));
  } finally {
    const counts = { done: results.size, skipped: skipped.length, failed: failed.length, of: files.length + options.failed.length };
    // An engine in the middle of a tile would be waited for.
    const totals = signal.aborted ? undefined : options.totals;
    if (json) printJson({ images: inOrder(), ...(skipped.length > 0 && { skipped }), failed });
    await log?.write({ status: 'end', ...counts, seconds: (performance.now() - began) / 1000, ...(await totals?.()) });
  }
  return failed.length > 0 ? exitCodes.failed : exitCodes.ok;
}
