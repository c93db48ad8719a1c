import { createHash } from 'node:crypto';
import path from 'node:path';
import type { InputFile } from '@cleargrain/node';
import type { Checkpoint } from '@cleargrain/train';

/** What tells one set of data from another: how many files, and a hash of their names below the folder that was given, in order. */
export function fingerprintOf(files: readonly InputFile[]): NonNullable<Checkpoint['data']> {
  const names = files.map(({ relative }) => relative.replaceAll(path.sep, '/'));
  return { count: files.length, hash: createHash('sha256').update(JSON.stringify(names)).digest('hex') };
}
