import { readFile } from 'node:fs/promises';
import { flatten, readModel, readParameters } from '@cleargrain/core';
import { describeFileError, UsageError } from '@cleargrain/node';
import type { Recipe } from '@cleargrain/train';

/**
 * The weights of a model file, to begin a run from.
 * @throws UsageError when it is not a model of ours with the recipe's network.
 */
export async function readInitial(file: string, recipe: Recipe): Promise<Float32Array> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`--from: expected a model at ${file}: ${describeFileError(error)}`);
  });
  try {
    if (!readModel(file, bytes)?.network) throw new UsageError('expected a model that cleargrain trained, received one of another maker');
    return flatten(recipe.network, readParameters(bytes));
  } catch (error) {
    throw new UsageError(`--from: ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
