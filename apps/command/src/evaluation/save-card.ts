import path from 'node:path';
import type { Model } from '@cleargrain/core';
import { modelsFolder, shippedModels, writeFileAtomic } from '@cleargrain/node';
import type { SetResult } from './set-result.js';
import { writeCard } from './write-card.js';

/** Writes a model's figures and its card beside the model file: NAME.json and NAME.md. */
export async function saveCard(nameOrFile: string, model: Model, report: { readonly results: readonly SetResult[] }): Promise<void> {
  const ships = (await shippedModels()).includes(nameOrFile);
  const base = ships ? path.join(modelsFolder(), nameOrFile) : nameOrFile.replace(/\.onnx$/, '');
  await writeFileAtomic(`${base}.json`, `${JSON.stringify(report, null, 1)}\n`);
  await writeFileAtomic(`${base}.md`, writeCard(path.basename(base), model, report.results));
}
