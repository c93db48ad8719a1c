import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeDicom } from './testing/make-dicom.js';
import { makeRaw } from './testing/make-raw.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const run = promisify(execFile);
let folder: string;

// The package as it is installed by somebody who did not install those that are optional.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'missing-'));
  const modules = join(folder, 'node_modules');
  for (const name of ['core', 'node']) {
    const from = join(root, 'packages', name);
    const to = join(modules, '@cleargrain', name);
    await mkdir(to, { recursive: true });
    await cp(join(from, 'package.json'), join(to, 'package.json'));
    await cp(join(from, 'bundle'), join(to, 'bundle'), { recursive: true });
  }
  await mkdir(join(modules, '@fontsource'));
  await symlink(join(root, 'models'), join(modules, '@cleargrain', 'models'));
  for (const name of ['sharp', 'onnxruntime-node', 'opentype.js', 'tinyglobby', '@fontsource/inter']) {
    await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  await writeFile(join(folder, 'a.heic'), await readFile(new URL('./testing/heic/gray.heic', import.meta.url)));
  await writeFile(join(folder, 'a.jxl'), Uint8Array.of(0xff, 0x0a, 0xf8, 0x0e, 0x1e));
  await writeFile(join(folder, 'a.dng'), makeRaw({ width: 16, height: 16 }));
  await writeFile(join(folder, 'a.dcm'), makeDicom({ width: 2, height: 1, pixels: [1, 2] }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('says in one line which package to install for a file of an optional format', async () => {
  const code = `
    import { decodePictures } from '@cleargrain/node';
    for (const file of ['a.heic', 'a.jxl', 'a.dng', 'a.dcm'])
      console.log(await decodePictures(file).then(() => 'accepted', ({ name, message }) => name + ' ' + message));`;
  await writeFile(join(folder, 'read.mjs'), code);
  const { stdout, stderr } = await run(process.execPath, ['read.mjs'], { cwd: folder });
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n')).toEqual([
    'ImageError a.heic: HEIC wants the package libheif-js, which is not installed: npm install libheif-js',
    'ImageError a.jxl: JPEG XL wants the package wasm-vips, which is not installed: npm install wasm-vips',
    'ImageError a.dng: camera raw wants the package libraw-wasm, which is not installed: npm install libraw-wasm',
    'ImageError a.dcm: DICOM wants the package dicom-parser, which is not installed: npm install dicom-parser',
  ]);
});
