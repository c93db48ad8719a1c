import path from 'node:path';
import { expandInputs, type FailedInput, UsageError } from '@cleargrain/node';
import type { Checkpoint } from '@cleargrain/train';
import { fingerprintOf } from './fingerprint-of.js';

/** The files of a run. */
export interface TrainingFiles {
  /** What is learnt from. */
  readonly files: readonly string[];
  /** By what `files` are known again. */
  readonly fingerprint: NonNullable<Checkpoint['data']>;
  /** What is held out for the validation figure. */
  readonly heldOut: readonly string[];
  readonly failed: readonly FailedInput[];
}

async function expand(option: string, inputs: readonly string[]) {
  const { files, failed } = await expandInputs(inputs);
  if (files.length === 0) throw new UsageError(`--${option}: ${failed.map(({ error }) => error).join('; ')}`);
  return { files, failed };
}

/**
 * The pictures to learn from, and those held out: the ones given, or every twentieth of the data.
 * @throws UsageError when there are none.
 */
export async function findData(data: readonly string[], validation?: readonly string[]): Promise<TrainingFiles> {
  const all = await expand('data', data);
  const given = validation && (await expand('validation', validation));
  const heldOut = (given?.files ?? all.files.filter((_, index) => index % 20 === 19)).map(({ file }) => file);
  const unseen = new Set(heldOut.map((file) => path.resolve(file)));
  const files = all.files.filter(({ file }) => !unseen.has(path.resolve(file)));
  if (files.length === 0) throw new UsageError('--data: expected pictures beside those of --validation, received none');
  return {
    files: files.map(({ file }) => file),
    fingerprint: fingerprintOf(files),
    heldOut,
    failed: [...all.failed, ...(given?.failed ?? [])],
  };
}
