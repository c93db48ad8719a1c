import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { invalid } from '@cleargrain/core';
import { modelsFolder, shippedModels, UsageError } from '@cleargrain/node';
import { exitCodes } from '../exit-codes.js';

/** Prints a model's card; returns the exit code. */
export async function showModel(name: string): Promise<number> {
  const names = await shippedModels();
  if (!names.includes(name)) throw invalid('the model', `one of ${names.join(', ')}`, name);
  const card = await readFile(path.join(modelsFolder(), `${name}.md`), 'utf8').catch(() => {
    throw new UsageError(`${name} has no card: cleargrain evaluate --card writes it`);
  });
  process.stdout.write(card);
  return exitCodes.ok;
}
