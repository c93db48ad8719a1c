import { createHash } from 'node:crypto';
import path from 'node:path';
import { readParameters, type TrainingRecord } from '@cleargrain/core';
import { type Checkpoint, expectTeacherFor, type Recipe, type Teacher } from '@cleargrain/train';
import { readOwnModel } from './read-own-model.js';

/** A teacher, and what is kept of it. */
export interface GivenTeacher {
  /** The network that the run asks. */
  readonly network: Teacher;
  /** Its name and the SHA-256 of its file, by which a run that is carried on knows it again. */
  readonly known: NonNullable<Checkpoint['teacher']>;
  /** For the record inside the new model. */
  readonly record: NonNullable<TrainingRecord['teacher']>;
}

/**
 * The teacher of a run with this recipe, from its model file.
 * @throws UsageError when it is not a model of ours, or cannot answer the run's batches.
 */
export function readTeacher(file: string, recipe: Recipe): Promise<GivenTeacher> {
  return readOwnModel('--teacher', file, ({ bytes, model: { network, training } }) => {
    const teacher = { network, parameters: readParameters(bytes) };
    expectTeacherFor(recipe, teacher);
    const name = path.basename(file, '.onnx');
    const hash = createHash('sha256').update(bytes).digest('hex');
    return { network: teacher, known: { name, hash }, record: { name, ...(training && { training }) } };
  });
}
