import path from 'node:path';
import type { Model } from '@cleargrain/core';
import { writeFileAtomic } from '@cleargrain/node';
import type { CardPlace } from './find-card-place.js';
import type { ModelReport } from './model-report.js';
import { readSpeeds } from './read-speeds.js';
import { writeCard } from './write-card.js';

/** Writes a model's figures and its card; returns the two files. Without new figures on sets those that are there stay. */
export async function saveCard({ base, ships, before }: CardPlace, model: Model, report: ModelReport): Promise<readonly string[]> {
  const whole = before === undefined || report.results.length > 0 ? report : { ...report, data: before.data, results: before.results };
  const files = [`${base}.json`, `${base}.md`] as const;
  await writeFileAtomic(files[0], `${JSON.stringify(whole, null, 1)}\n`);
  await writeFileAtomic(files[1], writeCard(path.basename(base), model, whole, ships ? { speeds: await readSpeeds() } : undefined));
  return files;
}
