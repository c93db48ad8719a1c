import { readFile } from 'node:fs/promises';
import type { ModelReport } from './save-card.js';

/** The measured figures in the file beside a model, if it is there. */
export async function readReport(file: string): Promise<ModelReport | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ModelReport);
}
