import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Model, ModelChecks } from '@cleargrain/core';
import { modelsFolder, shippedModels, UsageError, writeFileAtomic } from '@cleargrain/node';
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

/** Writes a model's figures and its card; returns the two files. Without new figures on sets those that are there stay. */
export async function saveCard({ base, ships, before }: CardPlace, model: Model, report: ModelReport): Promise<readonly string[]> {
  const whole = before === undefined || report.results.length > 0 ? report : { ...report, data: before.data, results: before.results };
  const files = [`${base}.json`, `${base}.md`] as const;
  await writeFileAtomic(files[0], `${JSON.stringify(whole, null, 1)}\n`);
  await writeFileAtomic(files[1], writeCard(path.basename(base), model, whole, ships ? { speeds: await readSpeeds() } : undefined));
  return files;
}
