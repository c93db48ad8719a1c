import { type ChildProcess, spawn } from 'node:child_process';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const bin = path.join(fileURLToPath(new URL('..', import.meta.url)), 'bin', 'cleargrain.js');
let child: ChildProcess | undefined;
afterEach(() => child?.kill());

/** Starts the command; resolves with the address that it prints. */
function start(...args: string[]): Promise<string> {
  child = spawn(process.execPath, [bin, 'studio', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let text = '';
    for (const stream of [child!.stdout!, child!.stderr!]) {
      stream.on('data', (part) => {
        text += part;
        const url = /http:\S+/.exec(text)?.[0];
        if (url !== undefined) resolve(url);
      });
    }
    child!.on('exit', (code) => reject(new Error(`${code}: ${text}`)));
  });
}

it('serves the built app with its models, and ends on Ctrl-C', async () => {
  const url = await start('--port', '0');
  const page = await fetch(url);
  expect(await page.text()).toContain('<title>Cleargrain Studio</title>');
  expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  const models = (await (await fetch(`${url}models/models.json`)).json()) as { name: string; file: string }[];
  expect(models.map(({ name }) => name)).toContain('color-xs');
  for (const { file } of models) expect((await fetch(`${url}models/${file}`)).status).toBe(200);
  const ended = new Promise((resolve) => child!.on('exit', resolve));
  child!.kill('SIGINT');
  expect(await ended).toBe(0);
});

it('says when its port is taken, or no port', async () => {
  const url = await start('--port', '0');
  const first = child;
  await expect(start('--port', new URL(url).port)).rejects.toThrow(/^2: cleargrain: port \d+ is taken/);
  await expect(start('--port', 'x')).rejects.toThrow(/^2: .*port/s);
  first?.kill();
});

it('answers this machine alone, with nothing from outside the folder of the app', async () => {
  const { port } = new URL(await start('--port', '0'));
  /** The status of a request as it is sent, which `fetch` would tidy up. */
  const status = (path: string, host: string) =>
    new Promise<number>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      })
        .on('error', reject)
        .end();
    });
  expect(await status('/', `localhost:${port}`)).toBe(200);
  for (const host of ['studio.example', `studio.example:${port}`, 'localhost', `localhost:${port}.studio.example`]) {
    expect([host, await status('/', host)]).toEqual([host, 403]);
  }
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/../../package.json', '//etc/passwd']) {
    expect([path, await status(path, `localhost:${port}`)]).toEqual([path, 404]);
  }
  // Not from the network either: it listens on the loopback address.
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of outside) await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
});
