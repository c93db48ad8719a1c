import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { invalid, readModel } from '@cleargrain/core';
import { findModel, modelsFolder, shippedModels, UsageError } from '@cleargrain/node';
import { readReport } from '../evaluation/read-report.js';
import { exitCodes } from '../exit-codes.js';
import { printJson } from '../terminal/print-json.js';
import { describeModel } from './describe-model.js';
import { summariseModel } from './summarise-model.js';

export interface ShowModelOptions {
  readonly full?: boolean;
  readonly json?: boolean;
}

async function cardOf(name: string): Promise<string> {
  return readFile(path.join(modelsFolder(), `${name}.md`), 'utf8').catch(() => {
    throw new UsageError(`${name} has no card: cleargrain evaluate --card writes it`);
  });
}

/** Prints what is known of a model that ships: in short, the whole card, or the card as JSON with the model's description; returns the exit code. */
export async function showModel(name: string, { full, json }: ShowModelOptions): Promise<number> {
  const names = await shippedModels();
  if (!names.includes(name)) throw invalid('the model', `one of ${names.join(', ')}`, name);
  if (json) printJson({ ...(await describeModel(name)), card: await cardOf(name) });
  else if (full) process.stdout.write(await cardOf(name));
  else {
    const { bytes } = await findModel(name);
    const report = await readReport(path.join(modelsFolder(), `${name}.json`));
    process.stdout.write(summariseModel(readModel(name, bytes)!, report?.results ?? []));
  }
  return exitCodes.ok;
}
