import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { psnr } from '@cleargrain/core';
import { readImage, writeImage } from '@cleargrain/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { noisy, scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

const example = (name: string) => fileURLToPath(new URL(`../../../examples/${name}.mjs`, import.meta.url));

describe('the examples', () => {
  let workspace: Workspace;
  let child: ChildProcess | undefined;
  const clean = scene(80, 60, 3);
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('blur.onnx'), blurModel(3));
    await writeImage(workspace.at('noisy.png'), noisy(clean, 25));
    await writeImage(workspace.at('large.png'), noisy(scene(1500, 1200, 3), 25));
  });
  afterEach(() => child?.kill('SIGKILL'));
  afterAll(() => workspace.remove());

  const env = (others: NodeJS.ProcessEnv = {}) => ({ ...process.env, MODEL: workspace.at('blur.onnx'), ...others });
  /** Starts one that runs until it is stopped; gives its first line. */
  const start = async (name: string, args: readonly string[], others?: NodeJS.ProcessEnv) => {
    child = spawn(process.execPath, [example(name), ...args], {
      cwd: workspace.folder,
      env: env(others),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout! });
    const [first] = (await once(lines, 'line')) as [string];
    return { first, lines };
  };
  const stop = async () => {
    const ended = once(child!, 'close');
    child!.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  };
  const expectCleaner = async (file: string) => {
    const [before, after] = await Promise.all([readImage(workspace.at('noisy.png')), readImage(file)]);
    expect(psnr(after, clean)).toBeGreaterThan(psnr(before, clean) + 4);
  };

  it('watch-folder denoises what is put into the folder, and ends when it is told to', async () => {
    await mkdir(workspace.at('inbox'));
    const { lines } = await start('watch-folder', ['inbox', 'outbox']);
    const done = once(lines, 'line');
    await copyFile(workspace.at('noisy.png'), workspace.at('inbox', 'a.png'));
    expect(await done).toEqual(['a.png done']);
    await expectCleaner(workspace.at('outbox', 'a.png'));
    await stop();
  });

  it('upload-service answers with the denoised picture, and refuses what is too large, no picture, or too many at once', async () => {
    const { first: address } = await start('upload-service', [], { PORT: '0', MOST_BYTES: '9000000', MOST_WAITING: '1' });
    const post = async (body: Uint8Array<ArrayBuffer>) => fetch(address, { method: 'POST', body });
    const bytes = async (name: string) => Uint8Array.from(await readFile(workspace.at(name)));
    const answer = await post(await bytes('noisy.png'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    await writeFile(workspace.at('answer.png'), new Uint8Array(await answer.arrayBuffer()));
    await expectCleaner(workspace.at('answer.png'));
    const refused = await post(Uint8Array.from(Buffer.from('hello')));
    expect([refused.status, await refused.text()]).toEqual([415, expect.stringMatching(/^the picture: not a picture/)]);
    const large = await post(new Uint8Array(9_000_001)).catch(() => undefined);
    expect(large?.status ?? 413).toBe(413);
    const many = await Promise.all(Array.from({ length: 6 }, async () => (await post(await bytes('large.png'))).status));
    expect(new Set(many)).toEqual(new Set([200, 503]));
    expect((await fetch(address)).status).toBe(404);
    await stop();
  });

  it('sharp-pipeline writes its picture', async () => {
    await promisify(execFile)(process.execPath, [example('sharp-pipeline'), 'noisy.png', 'piped.jpg'], {
      cwd: workspace.folder,
      env: env(),
    });
    expect(existsSync(workspace.at('piped.jpg'))).toBe(true);
    const piped = await readImage(workspace.at('piped.jpg'));
    const before = await readImage(workspace.at('noisy.png'));
    expect(psnr(piped, clean)).toBeGreaterThan(psnr(before, clean) + 2);
  });
});
