import { existsSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '@cleargrain/node';
import type { Checkpoint, Recipe } from '@cleargrain/train';
import { makeOutputFolder } from '../batch/make-output-folder.js';
import { refuseInputAsOutput } from '../batch/refuse-input-as-output.js';
import { integerOption } from '../terminal/number-option.js';
import { expectSameData } from './expect-same-data.js';
import { expectSameTeacher } from './expect-same-teacher.js';
import { findData, type TrainingFiles } from './find-data.js';
import { type Initial, readInitial } from './read-initial.js';
import { type RecipeChanges, readRecipe } from './read-recipe.js';
import { readResumed } from './read-resumed.js';
import { type GivenTeacher, readTeacher } from './read-teacher.js';
import type { TrainCommandOptions } from './run-training.js';

/** A run that may begin, or go on. */
export interface OpenRun {
  readonly recipe: Recipe;
  /** Where it was left; absent for a new one. */
  readonly resume?: Checkpoint;
  /** The weights that a new run begins from, where they are another model's. */
  readonly initial?: Initial;
  /** What it learns from beside the clean pictures, where there is one. */
  readonly teacher?: GivenTeacher;
  readonly data: TrainingFiles;
  /** The file of its checkpoints. */
  readonly checkpointFile: string;
}

function changesOf({ steps, seed }: TrainCommandOptions): RecipeChanges {
  return {
    ...(steps !== undefined && { steps: integerOption('steps', steps, 1, 1e8)! }),
    ...(seed !== undefined && { seed: integerOption('seed', seed, 0, Number.MAX_SAFE_INTEGER)! }),
  };
}

/** A new run takes the place of nothing that may be the work of hours. */
function refuseOverwriting(output: string, checkpointFile: string): void {
  if (existsSync(checkpointFile)) {
    throw new UsageError(`${checkpointFile} is there from an earlier run: expected --resume to carry it on, or --overwrite to begin anew`);
  }
  if (existsSync(output)) throw new UsageError(`${output} is there already: expected another --output, or --overwrite to train it anew`);
}

/**
 * Looks whether the run that the command line asks for can be made, and reads what it begins from. Of what is there already nothing is changed; the
 * output's folder is made.
 * @throws UsageError that says what is wrong.
 */
export async function openRun(config: string | undefined, options: TrainCommandOptions): Promise<OpenRun> {
  const { output, from, teacher: teacherFile } = options;
  if (!output.endsWith('.onnx')) throw new UsageError(`expected a file that ends in .onnx for --output, received ${output}`);
  if (options.resume && options.overwrite) throw new UsageError('expected either --resume or --overwrite, received both');
  if (options.resume && from !== undefined)
    throw new UsageError('expected either --resume or --from, received both: a run is carried on from its own weights');
  const checkpointFile = output.replace(/\.onnx$/, '.checkpoint');
  const changes = changesOf(options);
  const resume = options.resume ? await readResumed(checkpointFile, output, config, changes) : undefined;
  const recipe = resume?.recipe ?? (await readRecipe(config, changes));
  const initial = from === undefined ? undefined : await readInitial(from, recipe);
  const teacher = teacherFile === undefined ? undefined : await readTeacher(teacherFile, recipe);
  if (!teacher && recipe.teacherShare !== undefined && !resume)
    throw new UsageError(`expected --teacher for teacherShare ${recipe.teacherShare} of the recipe, received none`);
  if (resume) expectSameTeacher(checkpointFile, resume, teacher?.known);
  await refuseInputAsOutput(
    [from, teacherFile].filter((file) => file !== undefined),
    [output],
  );
  if (!resume && !options.overwrite) refuseOverwriting(output, checkpointFile);
  const data = await findData(options.data, options.validation);
  if (resume) expectSameData(checkpointFile, resume, data.fingerprint);
  await makeOutputFolder(path.dirname(output));
  return { recipe, ...(resume && { resume }), ...(initial && { initial }), ...(teacher && { teacher }), data, checkpointFile };
}
