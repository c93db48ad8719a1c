import { readFile } from 'node:fs/promises';
import { describeFileError, UsageError } from '@cleargrain/node';
import { parseRecipe, type Recipe } from '@cleargrain/train';

/** What the command line says in place of the recipe. */
export interface RecipeChanges {
  readonly steps?: number;
  readonly seed?: number;
}

/** The exercise's network, for a training without a recipe. */
const exercise = { network: { architecture: 'plain', channels: 1, widths: [8, 16, 8, 4] } };

async function readFields(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${file}: expected a recipe: ${describeFileError(error)}`);
  });
  try {
    return JSON.parse(text) as object;
  } catch (error) {
    throw new UsageError(`${file}: expected a recipe in JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * The recipe of a file, or the exercise's, with the changes.
 * @throws UsageError that names the file and what is wrong in it.
 */
export async function readRecipe(file: string | undefined, changes: RecipeChanges): Promise<Recipe> {
  if (file === undefined) return parseRecipe({ ...exercise, ...changes });
  const fields = await readFields(file);
  try {
    return parseRecipe(typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? { ...fields, ...changes } : fields);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`${file}: ${error.message}`) : error;
  }
}
