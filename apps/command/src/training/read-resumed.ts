import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { describeFileError, UsageError } from '@cleargrain/node';
import { type Checkpoint, parseRecipe, readCheckpoint } from '@cleargrain/train';
import { type RecipeChanges, readRecipe } from './read-recipe.js';

/**
 * The run of the model `output` to carry on, from its checkpoint `file`. It goes by its own recipe; one on the command line must say the same.
 * @throws UsageError when there is no checkpoint, it is damaged, or the command line asks for another run.
 */
export async function readResumed(file: string, output: string, config: string | undefined, changes: RecipeChanges): Promise<Checkpoint> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const ended = existsSync(output) ? `; the run of ${output} has ended, --from ${output} begins one from its weights` : '';
    throw new UsageError(`--resume: expected a checkpoint at ${file}: ${describeFileError(error)}${ended}`);
  });
  let checkpoint: Checkpoint;
  try {
    checkpoint = readCheckpoint(bytes);
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : error}`);
  }
  const { recipe } = checkpoint;
  const asked = config === undefined ? parseRecipe({ ...recipe, ...changes }) : await readRecipe(config, changes);
  const different = (Object.keys(recipe) as (keyof typeof recipe)[]).find((key) => !isDeepStrictEqual(asked[key], recipe[key]));
  if (different !== undefined) {
    const [expected, received] = [recipe[different], asked[different]].map((value) => JSON.stringify(value));
    throw new UsageError(`--resume: expected ${expected} for ${different}, as ${file} began, received ${received}`);
  }
  return checkpoint;
}
