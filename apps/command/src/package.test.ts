import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

const folders = {
  cleargrain: 'apps/command',
  '@cleargrain/core': 'packages/core',
  '@cleargrain/train': 'packages/train',
  '@cleargrain/node': 'packages/node',
  '@cleargrain/web': 'packages/web',
  '@cleargrain/studio': 'apps/studio',
  '@cleargrain/models': 'models',
};

interface Packed {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

describe('the packages as npm packs them', () => {
  let packed: Map<string, Packed>;
  beforeAll(async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--workspaces'], { cwd: root });
    packed = new Map((JSON.parse(stdout) as Packed[]).map((one) => [one.name, one]));
  });
  const filesOf = (name: string) => packed.get(name)!.files.map((file) => file.path);

  it('hold code and types, no tests, no maps, no sources', () => {
    for (const name of ['cleargrain', '@cleargrain/core', '@cleargrain/train', '@cleargrain/node', '@cleargrain/web']) {
      const files = filesOf(name);
      const code = name === '@cleargrain/web' ? 'dist' : 'bundle';
      expect(files).toEqual(expect.arrayContaining(['package.json', `${code}/index.js`, 'dist/index.d.ts']));
      const strange = files.filter(
        (file) => !/^(dist\/.*\.d\.ts|(dist|bundle)\/.*\.js|bin\/.*\.js|package\.json|README\.md|LICENSE)$/.test(file),
      );
      expect(strange).toEqual([]);
      expect(files.filter((file) => /\.test\.|testing\//.test(file))).toEqual([]);
    }
  });

  it('hold the licence and a README, and say what they are', async () => {
    const licence = await readFile(path.join(root, 'LICENSE'), 'utf8');
    for (const [name, folder] of Object.entries(folders)) {
      expect(filesOf(name), name).toEqual(expect.arrayContaining(['LICENSE', 'README.md']));
      const read = (file: string) => readFile(path.join(root, folder, file), 'utf8');
      expect(await read('LICENSE'), name).toBe(licence);
      expect(await read('README.md'), name).toContain(`# ${name}\n`);
      const { description, keywords, license } = JSON.parse(await read('package.json')) as Readonly<Record<string, unknown>>;
      expect(description, name).toMatch(/^[A-Z].{30,}\.$/);
      expect(keywords, name).toContain('denoising');
      expect(license, name).toBe('MIT');
    }
  });

  it('hold the command, which can be executed', () => {
    const bin = packed.get('cleargrain')!.files.find((file) => file.path === 'bin/cleargrain.js');
    expect(bin!.mode & 0o111).toBe(0o111);
    expect(filesOf('cleargrain')).toContain('bundle/main.js');
  });

  it('hold every model file with what belongs to it', async () => {
    const models = (await readdir(path.join(root, 'models'))).filter((file) => /\.(onnx|md|json)$/.test(file));
    expect(filesOf('@cleargrain/models').sort()).toEqual([...models, 'LICENSE'].sort());
  });

  it('give the library under one name, in silence', async () => {
    const code = `import * as c from 'cleargrain'; console.log(['createDenoiser', 'readImage', 'writeImage', 'psnr', 'train'].map((n) => typeof c[n]).join())`;
    const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: root });
    expect({ stdout, stderr }).toEqual({ stdout: 'function,function,function,function,function\n', stderr: '' });
  });
});
