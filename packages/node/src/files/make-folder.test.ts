import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolder } from './make-folder.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('makes a folder and those above it, also when some are there and others make them at the same time', async () => {
  const deep = join(folder, 'a', 'b', 'c');
  await Promise.all([makeFolder(deep), makeFolder(deep), makeFolder(join(folder, 'a', 'd'))]);
  expect((await stat(deep)).isDirectory()).toBe(true);
  await makeFolder(deep);
});

it('fails where a file is in the way, and leaves it', async () => {
  const file = join(folder, 'file');
  await writeFile(file, 'kept');
  for (const wanted of [file, join(file, 'below')]) await expect(makeFolder(wanted)).rejects.toMatchObject({ syscall: 'mkdir' });
  expect((await stat(file)).size).toBe(4);
});

it.skipIf(!existsSync('/proc/self'))('fails, and does not go on for ever, where no folder can be made', async () => {
  await expect(makeFolder('/proc/nowhere/below')).rejects.toMatchObject({ code: 'ENOENT' });
});
