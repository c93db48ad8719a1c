import { readFile } from 'node:fs/promises';
import { describeFileError, UsageError } from '@cleargrain/node';
import type { BenchReport } from './bench-report.js';

function isReport(found: unknown): found is BenchReport {
  return (
    typeof found === 'object' &&
    found !== null &&
    (['peers', 'speed', 'quality'] as const).every((key) => key in found && Array.isArray((found as Record<typeof key, unknown>)[key]))
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What `cleargrain bench --save` wrote into a file.
 * @throws UsageError when the file cannot be read or holds something else.
 */
export async function readBenchReport(file: string): Promise<BenchReport> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${file}: expected what bench --save wrote: ${describeFileError(error)}`);
  });
  const found = parse(text);
  if (!isReport(found)) throw new UsageError(`${file}: expected what bench --save wrote, received something else`);
  return found;
}
