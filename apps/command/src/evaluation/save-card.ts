import path from 'node:path';
import type { Model, ModelChecks } from '@cleargrain/core';
import { modelsFolder, shippedModels, writeFileAtomic } from '@cleargrain/node';
import { readReport } from './read-report.js';
import { readSpeeds } from './read-speeds.js';
import type { SetResult } from './set-result.js';
import { writeCard } from './write-card.js';

/** What the file beside a model holds. */
export interface ModelReport {
  readonly model: string;
  /** The sets' names. */
  readonly data: string;
  readonly results: readonly SetResult[];
  readonly checks?: ModelChecks;
}

/** Writes a model's figures and its card beside the model file: NAME.json and NAME.md. Without new figures on sets those that are there stay. */
export async function saveCard(nameOrFile: string, model: Model, report: ModelReport): Promise<void> {
  const ships = (await shippedModels()).includes(nameOrFile);
  const base = ships ? path.join(modelsFolder(), nameOrFile) : nameOrFile.replace(/\.onnx$/, '');
  const before = report.results.length === 0 ? await readReport(`${base}.json`) : undefined;
  const whole = before === undefined ? report : { ...report, data: before.data, results: before.results };
  await writeFileAtomic(`${base}.json`, `${JSON.stringify(whole, null, 1)}\n`);
  await writeFileAtomic(`${base}.md`, writeCard(path.basename(base), model, whole, ships ? await readSpeeds() : undefined));
}
