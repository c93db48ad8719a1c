import path from 'node:path';
import { type Image, resize, toGray } from '@cleargrain/core';
import { expandInputs, type FailedInput } from '@cleargrain/node';
import type { ExperimentOptions, NamedImage } from '@cleargrain/train';
import { readWhole } from '../batch/read-whole.js';
import { reasonOf } from '../batch/reason-of.js';

export interface NamedImages {
  readonly files: readonly string[];
  readonly images: readonly NamedImage[];
  readonly failed: readonly FailedInput[];
}

/** What is not read, though an input may hold it. Default: nothing. */
export interface LeftOut {
  readonly folder?: string;
  readonly files?: readonly string[];
}

function freeName(stem: string, taken: ReadonlySet<string>): string {
  let name = stem;
  for (let count = 2; taken.has(name); count++) name = `${stem}-${count}`;
  return name;
}

/**
 * Reads pictures under names of their own: `a/x.png` and `b/x.png` become x and x-2. They are brought to size at once, because whole
 * photographs of a folder would not fit into memory.
 */
export async function readNamedImages(
  inputs: readonly string[],
  { size, gray }: Required<Pick<ExperimentOptions, 'size' | 'gray'>>,
  signal: AbortSignal,
  leftOut: LeftOut = {},
): Promise<NamedImages> {
  const { files: found, failed } = await expandInputs(inputs, leftOut.folder === undefined ? {} : { leaveOut: leftOut.folder });
  const unwanted = new Set(leftOut.files?.map((file) => path.resolve(file)));
  const files = found.filter(({ file }) => !unwanted.has(path.resolve(file)));
  const unread = failed.map(({ input, error }) => ({ input, error: reasonOf(input, error) }));
  const names = new Set<string>();
  const images: NamedImage[] = [];
  const prepare = (image: Image) => resize(gray ? toGray(image) : image, size.width, size.height, { fit: 'cover' });
  for (const { file, relative } of files) {
    signal.throwIfAborted();
    try {
      const image = prepare((await readWhole(file)).image);
      const name = freeName(path.parse(relative).name, names);
      names.add(name);
      images.push({ name, image });
    } catch (error) {
      unread.push({ input: file, error: reasonOf(file, error) });
    }
  }
  return { files: files.map(({ file }) => file), images, failed: unread };
}
