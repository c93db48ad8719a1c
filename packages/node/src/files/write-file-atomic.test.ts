import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImageError } from '@cleargrain/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileAtomic } from './write-file-atomic.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atomic-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (...names: string[]) => join(folder, ...names);

it('writes bytes and text, over what was there, and leaves no other file', async () => {
  await writeFileAtomic(at('a.png'), Uint8Array.of(1, 2, 3));
  await writeFileAtomic(at('a.png'), Uint8Array.of(4, 5));
  await writeFileAtomic(at('b.md'), 'grün');
  expect([...(await readFile(at('a.png')))]).toEqual([4, 5]);
  expect(await readFile(at('b.md'), 'utf8')).toBe('grün');
  expect(await readdir(folder)).toEqual(['a.png', 'b.md']);
});

it.skipIf(process.platform === 'win32').each(['600', '664', '444'])(
  'keeps the permissions %s of a file that is there',
  async (permissions) => {
    const mode = Number.parseInt(permissions, 8);
    await writeFile(at('a.png'), 'old');
    await chmod(at('a.png'), mode);
    await writeFileAtomic(at('a.png'), 'written');
    expect((await stat(at('a.png'))).mode & 0o777).toBe(mode);
    expect(await readFile(at('a.png'), 'utf8')).toBe('written');
  },
);

it.skipIf(process.platform === 'win32')('writes through a symbolic link, which stays one', async () => {
  await mkdir(at('real'));
  await writeFile(at('real', 'a.png'), 'old');
  await symlink(join('real', 'a.png'), at('link.png'));
  await writeFileAtomic(at('link.png'), 'new');
  expect(await readlink(at('link.png'))).toBe(join('real', 'a.png'));
  expect(await readFile(at('real', 'a.png'), 'utf8')).toBe('new');
  expect((await readdir(folder, { recursive: true })).sort()).toEqual(['link.png', 'real', join('real', 'a.png')]);
});

it('takes a name of 255 bytes', async () => {
  const name = `${'x'.repeat(251)}.png`;
  await writeFileAtomic(at(name), Uint8Array.of(1));
  expect(await readdir(folder)).toEqual([name]);
});

it('keeps the old file and nothing else when it is stopped', async () => {
  await writeFile(at('a.png'), 'old');
  for (const turns of [0, 1, 2, 3]) {
    const controller = new AbortController();
    const stopped = writeFileAtomic(at('a.png'), new Uint8Array(1e7), { signal: controller.signal });
    const expected = expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await expected;
    expect(await readFile(at('a.png'), 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.png']);
  }
});

it('says in one line why a file cannot be written', async () => {
  await expect(writeFileAtomic(at('missing', 'a.png'), 'x')).rejects.toThrow(/missing\/a\.png: cannot be written: no such file or folder$/);
  await writeFile(at('file'), '');
  await expect(writeFileAtomic(at('file', 'a.png'), 'x')).rejects.toThrow(ImageError);
  await mkdir(at('folder'));
  await expect(writeFileAtomic(at('folder'), 'x')).rejects.toThrow(/folder: cannot be written: a folder, expected a file$/);
  expect((await readdir(folder)).sort()).toEqual(['file', 'folder']);
});

it.skipIf(process.platform === 'win32')('does not take the place of a device or a pipe', async () => {
  expect(spawnSync('mkfifo', [at('pipe')]).status).toBe(0);
  await expect(writeFileAtomic(at('pipe'), 'x')).rejects.toThrow(/pipe: cannot be written: a device or a pipe, expected a file$/);
  expect((await stat(at('pipe'))).isFIFO()).toBe(true);
  expect(await readdir(folder)).toEqual(['pipe']);
});

it('makes the folders above when asked', async () => {
  await writeFileAtomic(at('a', 'b', 'c.png'), 'x', { makeFolder: true });
  expect(await readdir(at('a', 'b'))).toEqual(['c.png']);
});
