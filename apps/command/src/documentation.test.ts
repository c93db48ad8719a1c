import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { clip, createRandom, gaussian, psnr } from '@cleargrain/core';
import { readImage, shippedModels, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);
const read = (file: string) => readFile(path.join(root, file), 'utf8');
const inDocs = (await readdir(path.join(root, 'docs'))).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`);
const ofPackages = ['apps/command', 'packages/core', 'packages/train', 'packages/node', 'packages/web', 'apps/studio', 'models'].map(
  (folder) => `${folder}/README.md`,
);
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...inDocs, ...ofPackages];

describe.each(documents)('%s', (document) => {
  it('names only files that exist', async () => {
    const text = await read(document);
    const folder = path.dirname(path.join(root, document));
    const links = [...text.matchAll(/\]\(([^)#:\s]+)[^)]*\)/g)].map(([, link]) => path.join(folder, link!));
    const paths = [...text.matchAll(/`((?:packages|apps|docs|recipes|samples|tools|bench)\/[\w./-]+)`/g)].map(([, file]) =>
      path.join(root, file!),
    );
    const missing = [...links, ...paths].filter((file) => !existsSync(file));
    expect(missing.map((file) => path.relative(root, file))).toEqual([]);
  });
});

describe('the README', () => {
  it('has the figures that the result files give', async () => {
    const [, block] = /<!-- results:begin -->\n\n([\s\S]*)\n<!-- results:end -->/.exec(await read('README.md'))!;
    const { stdout } = await run(process.execPath, [path.join(root, 'docs', 'print-results.mjs')]);
    expect(block, 'node docs/print-results.mjs --write').toBe(stdout);
  });

  it('and docs/memory.md those of memory', async () => {
    const [, block] = /<!-- memory:begin -->\n\n([\s\S]*)\n<!-- memory:end -->/.exec(await read('docs/memory.md'))!;
    const { stdout } = await run(process.execPath, [path.join(root, 'docs', 'print-results.mjs'), '--memory']);
    expect(block, 'node docs/print-results.mjs --write').toBe(stdout);
  });

  it('tells of every command and of no other', async () => {
    const { stdout } = await run(process.execPath, [path.join(root, 'apps/command/bin/cleargrain.js'), '--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[|<)/gm)].map(([, name]) => name!).filter((name) => name !== 'help');
    const told = [...(await read('README.md')).matchAll(/^\| `([a-z]+) ?[^`]*` +\| /gm)].map(([, name]) => name!);
    expect(commands.length).toBeGreaterThan(0);
    expect(told.sort()).toEqual(commands.sort());
  });
});

it('the README of the package has the same lines of code and the same commands', async () => {
  const [whole, packed] = await Promise.all(['README.md', 'apps/command/README.md'].map(read));
  const code = /```ts\n[\s\S]*?```/;
  expect(code.exec(packed!)![0]).toBe(code.exec(whole!)![0]);
  const told = [...whole!.matchAll(/^\| `([a-z]+) ?[^`]*` +\| /gm)].map(([, name]) => name);
  expect([...packed!.matchAll(/^npx cleargrain ([a-z]+)/gm)].map(([, name]) => name).sort()).toEqual(told.sort());
});

const shipped = await shippedModels();
describe.skipIf(shipped.length === 0)('the lines of code in the README (they want a model in models/)', () => {
  let folder: string;
  let code: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-readme-'));
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    code = /```ts\n([\s\S]*?)```/.exec(await read('README.md'))![1]!;
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(path.join(folder, 'lines.ts'), code);
    await writeFile(path.join(folder, 'lines.js'), code);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('have the right types', async () => {
    const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--skipLibCheck', '--types', 'node'];
    await expect(run(process.execPath, [compiler, ...options, 'lines.ts'], { cwd: folder })).resolves.toMatchObject({ stdout: '' });
  });

  it('denoise a picture and say nothing', async () => {
    const clean = await readImage(path.join(root, 'samples', 'puppet.png'));
    await writeImage(path.join(folder, 'night.jpg'), clip(gaussian(25).apply(clean, createRandom(1))));
    const { stdout, stderr } = await run(process.execPath, ['lines.js'], { cwd: folder });
    expect([stdout, stderr]).toEqual(['', '']);
    const before = psnr(await readImage(path.join(folder, 'night.jpg')), clean);
    const after = psnr(await readImage(path.join(folder, 'night-clean.jpg')), clean);
    expect(after).toBeGreaterThan(before + 5);
  });
});
