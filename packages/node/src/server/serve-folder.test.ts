import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FolderServer, serveFolder } from './serve-folder.js';

describe('a folder served on loopback', () => {
  let outside: string;
  let server: FolderServer;
  beforeAll(async () => {
    outside = await mkdtemp(path.join(tmpdir(), 'cleargrain-serve-'));
    const folder = path.join(outside, 'site');
    await mkdir(folder);
    await writeFile(path.join(outside, 'secret.txt'), 'secret');
    await writeFile(path.join(folder, 'index.html'), '<h1>here</h1>');
    await symlink(path.join(outside, 'secret.txt'), path.join(folder, 'link.txt'));
    server = await serveFolder(folder);
  });
  afterAll(async () => {
    await server.close();
    await rm(outside, { recursive: true });
  });

  /** Sends a path as it is, which `fetch` would tidy up first. */
  const get = (name: string, host?: string, method = 'GET') =>
    new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
      const { port } = new URL(server.url);
      request({ host: '127.0.0.1', port, path: name, method, headers: { host: host ?? `localhost:${port}` } }, (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode!, text, headers: response.headers }));
      })
        .on('error', reject)
        .end();
    });

  it('gives its files, isolated and bound to its own origin', async () => {
    const { status, text, headers } = await get('/');
    expect([status, text]).toEqual([200, '<h1>here</h1>']);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('gives nothing outside the folder', async () => {
    for (const name of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/link.txt',
      '//secret.txt',
      '/%00',
      '/%',
      '/missing',
    ]) {
      const { status, text } = await get(name);
      expect([name, status, text]).toEqual([name, 404, 'Not found.\n']);
    }
  });

  it('refuses requests for another host, and other methods', async () => {
    expect((await get('/', 'evil.example')).status).toBe(403);
    expect((await get('/', `evil.example:${new URL(server.url).port}`)).status).toBe(403);
    expect((await get('/', undefined, 'POST')).status).toBe(405);
  });
});
