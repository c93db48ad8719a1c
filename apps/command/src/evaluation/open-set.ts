import path from 'node:path';
import type { EvaluationImage } from '@cleargrain/core';
import { expandInputs, type FailedInput, UsageError } from '@cleargrain/node';
import { readWhole } from '../batch/read-whole.js';
import { reasonOf } from '../batch/reason-of.js';

/** Clean pictures to measure on. */
export interface TestSet {
  /** The name of the folder. */
  readonly name: string;
  readonly images: readonly EvaluationImage[];
  /** Pictures that cannot be read; the figures are means without them. */
  readonly failed: readonly FailedInput[];
}

/**
 * Opens a folder of clean pictures: each is decoded once, so that a bad one is known before the long work, and again when its turn comes.
 * @throws UsageError when there is no picture at all.
 */
export async function openSet(folder: string, signal: AbortSignal): Promise<TestSet> {
  const { files, failed } = await expandInputs([folder]);
  if (files.length === 0) throw new UsageError(`--data: ${failed.map(({ error }) => error).join('; ')}`);
  const images: EvaluationImage[] = [];
  const unread = [...failed];
  for (const { file, relative } of files) {
    signal.throwIfAborted();
    const read = async () => (await readWhole(file)).image;
    try {
      await read();
      images.push({ name: relative, read });
    } catch (error) {
      unread.push({ input: file, error: reasonOf(file, error) });
    }
  }
  return { name: path.basename(path.resolve(folder)), images, failed: unread };
}
