import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expandInputs } from './expand-inputs.js';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'expand-'));
  const names = [
    'in/10.png',
    'in/2.JPG',
    'in/notes.txt',
    'in/.hidden.png',
    'in/.cache/a.png',
    'in/sub/a.tif',
    'in/sub/deep/b.webp',
    'raw/photo.xyz',
    'a[1].png',
  ];
  for (const name of names) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), '');
  }
  await mkdir(at('nothing'));
  await symlink(at('in'), at('in', 'sub', 'loop'));
  await symlink(at('raw', 'photo.xyz'), at('in', 'link.gif'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const relatives = async (...inputs: string[]) =>
  (await expandInputs(inputs.map((input) => at(input)))).files.map(({ relative }) => relative);

it('takes the pictures of a folder and below in natural order, without hidden files, other files and loops', async () => {
  expect(await relatives('in')).toEqual(['2.JPG', '10.png', 'link.gif', join('sub', 'a.tif'), join('sub', 'deep', 'b.webp')]);
});

it('takes a file named by itself whatever its extension, and each file once', async () => {
  const { files } = await expandInputs([at('raw', 'photo.xyz'), at('in', '2.JPG'), at('in'), at('raw', '..', 'in', '2.JPG'), '-', '-']);
  expect(files.map(({ relative, found }) => [relative, found])).toEqual([
    ['photo.xyz', false],
    ['2.JPG', false],
    ['10.png', true],
    ['link.gif', true],
    [join('sub', 'a.tif'), true],
    [join('sub', 'deep', 'b.webp'), true],
    ['stdin.png', false],
  ]);
});

it('takes patterns, relative to the folder that holds all that match', async () => {
  expect(await relatives('in/*.{png,JPG}')).toEqual(['2.JPG', '10.png']);
  expect(await relatives('in/*.gif')).toEqual(['link.gif']);
  expect(await relatives('in/sub/{*,deep/**/*}')).toEqual(['a.tif', 'deep/b.webp']);
});

it('takes a file whose name looks like a pattern for the file', async () => {
  expect(await relatives('a[1].png')).toEqual(['a[1].png']);
});

it('leaves the folder of the results out', async () => {
  const { files } = await expandInputs([at('in')], { leaveOut: at('in', 'sub') });
  expect(files.map(({ relative }) => relative)).toEqual(['2.JPG', '10.png', 'link.gif']);
});

it('leaves the folder of the results out of a pattern, unless the pattern looks there alone', async () => {
  const found = async (pattern: string) =>
    (await expandInputs([at(pattern)], { leaveOut: at('in', 'sub') })).files.map(({ relative }) => relative);
  expect(await found('in/**/*')).toEqual(['2.JPG', '10.png', 'link.gif']);
  expect(await found('in/sub/*')).toEqual(['a.tif']);
});

it('names each input that gives no picture and goes on', async () => {
  const { files, failed } = await expandInputs([at('missing.png'), at('nothing'), at('in/*.bmp'), at('in', '2.JPG')]);
  expect(files.length).toBe(1);
  expect(failed).toEqual([
    { input: at('missing.png'), error: `${at('missing.png')}: no such file or folder` },
    {
      input: at('nothing'),
      error: `${at('nothing')}: no pictures in this folder, expected PNG, JPEG, WebP, AVIF, TIFF, PNM, PFM, GIF, HEIC, JPEG XL, DICOM or a camera's raw file`,
    },
    { input: at('in/*.bmp'), error: `${at('in/*.bmp')}: no picture matches this pattern` },
  ]);
});

it.skipIf(process.getuid?.() === 0)('does the rest when a folder below may not be read', async () => {
  await mkdir(at('raw', 'locked'));
  await writeFile(at('raw', 'ok.png'), '');
  await chmod(at('raw', 'locked'), 0);
  const { files, failed } = await expandInputs([at('raw')]);
  await chmod(at('raw', 'locked'), 0o700);
  expect(files.map(({ relative }) => relative)).toEqual(['ok.png']);
  expect(failed).toEqual([{ input: at('raw', 'locked'), error: `${at('raw', 'locked')}: permission denied` }]);
});
