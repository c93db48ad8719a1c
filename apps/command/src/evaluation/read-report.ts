import { readFile } from 'node:fs/promises';
import { UsageError } from '@cleargrain/node';
import type { ModelReport } from './model-report.js';

function isReport(found: unknown): found is ModelReport {
  return typeof found === 'object' && found !== null && 'model' in found && 'results' in found && Array.isArray(found.results);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The measured figures in the file beside a model, if it is there.
 * @throws UsageError when the file holds something else, such as a recipe of that name.
 */
export async function readReport(file: string): Promise<ModelReport | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const found = parse(text);
  if (!isReport(found))
    throw new UsageError(`${file}: expected the figures of an earlier --card, or no file of that name; it is left as it is`);
  return found;
}
