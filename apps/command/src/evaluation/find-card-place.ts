import { existsSync } from 'node:fs';
import path from 'node:path';
import { modelsFolder, shippedModels, UsageError } from '@cleargrain/node';
import type { ModelReport } from './model-report.js';
import { readReport } from './read-report.js';

/** Where a model's figures and its card lie. */
export interface CardPlace {
  /** The folder and name, without extension: NAME.json and NAME.md lie beside NAME.onnx. */
  readonly base: string;
  /** Whether the model is one that ships. */
  readonly ships: boolean;
  /** The figures that are there already. */
  readonly before: ModelReport | undefined;
}

/**
 * Finds where the card of a model goes.
 * @throws UsageError when a file lies there that is no card.
 */
export async function findCardPlace(nameOrFile: string): Promise<CardPlace> {
  const ships = (await shippedModels()).includes(nameOrFile);
  const base = ships ? path.join(modelsFolder(), nameOrFile) : nameOrFile.replace(/\.onnx$/, '');
  const before = await readReport(`${base}.json`);
  if (before === undefined && existsSync(`${base}.md`))
    throw new UsageError(`${base}.md: expected no file that is not a card; it is left as it is`);
  return { base, ships, before };
}
