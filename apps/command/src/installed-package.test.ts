import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { psnr } from '@cleargrain/core';
import { readImage, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { noisy, scene } from './testing/pictures.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
}

/** Most kilobytes of each package, packed and unpacked: twice what was there when this was written. Models and Studio hold files that are trained and built. */
const most: Readonly<Record<string, readonly [packed: number, unpacked: number]>> = {
  cleargrain: [112, 370],
  '@cleargrain/core': [310, 1000],
  '@cleargrain/train': [60, 200],
  '@cleargrain/node': [210, 680],
  '@cleargrain/web': [38, 112],
};

/** The packages in an empty folder: packed by npm, unpacked as npm does, each with the dependencies that its package.json names and no others. */
describe('the packages, packed and put into an empty folder', () => {
  let folder: string;
  let packed: readonly Packed[];
  const at = (...names: string[]) => path.join(folder, ...names);
  const modules = (...names: string[]) => at('node_modules', ...names);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-installed-'));
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--workspaces', '--pack-destination', folder], {
      cwd: root,
    });
    packed = JSON.parse(stdout) as Packed[];
    for (const { name, filename } of packed) {
      await mkdir(modules(name), { recursive: true });
      await run('tar', ['-xzf', at(filename), '--strip-components', '1', '-C', modules(name)]);
    }
    const ours = packed.map(({ name }) => name);
    for (const name of ours) {
      const { dependencies = {} } = JSON.parse(await readFile(modules(name, 'package.json'), 'utf8')) as {
        readonly dependencies?: Readonly<Record<string, string>>;
      };
      for (const dependency of Object.keys(dependencies)) {
        if (ours.includes(dependency)) continue;
        const link = modules(name, 'node_modules', dependency);
        await mkdir(path.dirname(link), { recursive: true });
        await symlink(path.join(root, 'node_modules', dependency), link, 'junction');
      }
    }
    await writeFile(at('package.json'), '{ "type": "module" }');
    await writeFile(at('blur.onnx'), blurModel(3));
    await writeImage(at('noisy.png'), noisy(scene(64, 48, 3), 25));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are of the size that they should be', () => {
    for (const [name, [small, large]] of Object.entries(most)) {
      const { size, unpackedSize } = packed.find((one) => one.name === name)!;
      expect([name, size / 1000 < small, unpackedSize / 1000 < large]).toEqual([name, true, true]);
    }
  });

  it('can be imported, each by itself, in silence', async () => {
    for (const name of ['cleargrain', '@cleargrain/core', '@cleargrain/train', '@cleargrain/node']) {
      const code = `import * as all from '${name}'; console.log(Object.keys(all).length > 5);`;
      const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: folder });
      expect([name, stdout, stderr]).toEqual([name, 'true\n', '']);
    }
  });

  it('have a command that denoises', async () => {
    const { bin } = JSON.parse(await readFile(modules('cleargrain', 'package.json'), 'utf8')) as { bin: { cleargrain: string } };
    const command = modules('cleargrain', bin.cleargrain);
    expect((await stat(command)).mode & 0o111).toBe(0o111);
    expect(await readFile(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { stdout: version } = await run(command, ['--version'], { cwd: folder });
    expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { stdout: models } = await run(command, ['models', '--json'], { cwd: folder });
    expect(models).toContain('gray-xs');
    const { stderr } = await run(command, ['denoise', 'noisy.png', '-o', 'clean.png', '--model', 'blur.onnx'], { cwd: folder });
    expect(stderr).toBe('');
    const [before, after] = await Promise.all([readImage(at('noisy.png')), readImage(at('clean.png'))]);
    expect(psnr(after, scene(64, 48, 3))).toBeGreaterThan(psnr(before, scene(64, 48, 3)) + 3);
  });

  it('have types for all that is exported, those of the browser too', async () => {
    await writeFile(
      at('use.ts'),
      `import { createDenoiser, denoiseVideo, train } from 'cleargrain';
       import * as web from '@cleargrain/web';
       export const all: unknown[] = [createDenoiser, denoiseVideo, train, web.createDenoiser];
       // @ts-expect-error there is no such name
       export type No = web.NoSuchName;`,
    );
    const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom', '--types', ''];
    await expect(run(process.execPath, [compiler, ...options, 'use.ts'], { cwd: folder })).resolves.toMatchObject({ stdout: '' });
  });

  it('hold nothing of this machine: no absolute path, no map of sources', async () => {
    const strange: string[] = [];
    for (const { name } of packed) {
      for (const file of await readdir(modules(name), { recursive: true })) {
        if (!/\.(js|ts|json|md)$/.test(file) || file.startsWith('node_modules')) continue;
        const text = await readFile(modules(name, file), 'utf8');
        if (text.includes(root.slice(0, -1)) || text.includes('sourceMappingURL=data')) strange.push(`${name}/${file}`);
      }
    }
    expect(strange).toEqual([]);
  });
});
