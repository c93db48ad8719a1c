import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { psnr } from '@cleargrain/core';
import { readImage, writeImage } from '@cleargrain/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { noisy, scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

/** A server as its framework wants it, around the middleware of the example; it prints its address. */
const servers = {
  Express: `
    import express from 'express';
    const app = express();
    app.post('/denoise', denoiseMiddleware(denoiser, limits));
    const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));`,
  Fastify: `
    import Fastify from 'fastify';
    const app = Fastify();
    await app.register(fastifyPlugin(denoiser, limits));
    console.log(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);`,
};

describe.each(Object.entries(servers))('the middleware in %s', (_, server) => {
  let workspace: Workspace;
  let child: ChildProcess | undefined;
  const clean = scene(80, 60, 3);
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('blur.onnx'), blurModel(3));
    await writeImage(workspace.at('noisy.png'), noisy(clean, 25));
  });
  afterEach(() => child?.kill('SIGKILL'));
  afterAll(() => workspace.remove());

  it('answers with the denoised picture, refuses what is none and what is too large', async () => {
    const code = `
      import { createDenoiser } from 'cleargrain';
      import { denoiseMiddleware, fastifyPlugin } from ${JSON.stringify(new URL('../../../examples/middleware.mjs', import.meta.url).href)};
      const denoiser = await createDenoiser({ model: ${JSON.stringify(workspace.at('blur.onnx'))} });
      const limits = { mostBytes: 100000 };
      ${server}`;
    const cwd = fileURLToPath(new URL('../../../', import.meta.url));
    child = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    const post = async (body: Uint8Array<ArrayBuffer>, headers = {}) =>
      fetch(`http://127.0.0.1:${port}/denoise`, { method: 'POST', body, headers });

    const picture = Uint8Array.from(await readFile(workspace.at('noisy.png')));
    for (const type of ['image/png', 'application/octet-stream']) {
      const answer = await post(picture, { 'content-type': type });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
      const after = await readImage(new Uint8Array(await answer.arrayBuffer()));
      expect(psnr(after, clean)).toBeGreaterThan(psnr(await readImage(workspace.at('noisy.png')), clean) + 4);
    }
    const refused = await post(Uint8Array.from(Buffer.from('hello')));
    expect([refused.status, await refused.text()]).toEqual([415, expect.stringMatching(/^the picture: not a picture/)]);
    const tooLarge = await post(new Uint8Array(100_001)).catch(() => undefined);
    expect(tooLarge?.status ?? 413).toBe(413);
    expect((await fetch(`http://127.0.0.1:${port}/other`)).status).toBe(404);
  });
});
