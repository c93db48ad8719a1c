import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { invalid } from '@cleargrain/core';
import { modelsFolder, shippedModels, UsageError } from '@cleargrain/node';
import { exitCodes } from '../exit-codes.js';
import { printJson } from '../terminal/print-json.js';
import { describeModel } from './describe-model.js';

/** Prints a model's card, as JSON with the model's description; returns the exit code. */
export async function showModel(name: string, json = false): Promise<number> {
  const names = await shippedModels();
  if (!names.includes(name)) throw invalid('the model', `one of ${names.join(', ')}`, name);
  const card = await readFile(path.join(modelsFolder(), `${name}.md`), 'utf8').catch(() => {
    throw new UsageError(`${name} has no card: cleargrain evaluate --card writes it`);
  });
  if (json) printJson({ ...(await describeModel(name)), card });
  else process.stdout.write(card);
  return exitCodes.ok;
}
