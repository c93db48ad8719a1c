import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

describe.skipIf(findBrowser() === undefined)('Studio keeps to its own origin, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  let proxy: Server;
  /** All that left the browser for anywhere but the server itself, by page, worker or browser. */
  const left: string[] = [];
  /** What Chromium asks for by itself, whatever page is open: its account, its updates, its autofill. */
  const chromiumsOwn =
    /^(http:\/\/)?(accounts|clients\d*|update|content-autofill|optimizationguide-pa|safebrowsing)\.google(apis)?\.com[:/]/;
  const elsewhere = () => left.filter((address) => !chromiumsOwn.test(address));
  beforeAll(async () => {
    proxy = createServer((request, response) => {
      left.push(request.url ?? '');
      response.writeHead(502).end();
    });
    proxy.on('connect', (request, socket) => {
      left.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    // What is for this machine goes there; all else goes to the proxy.
    // What Chromium asks of its messaging service after a minute or two is not for the page to answer for: it asks nobody.
    const messaging = ['checkin-url', 'registration-url'].map((name) => `--gcm-${name}=http://127.0.0.1:9/`);
    studio = await openStudio({ at: '?threads=1', args: [`--proxy-server=http://127.0.0.1:${port}`, ...messaging] });
  }, 180_000);
  afterAll(async () => {
    await studio?.close();
    proxy.close();
  });

  it('sends not one request elsewhere: cleaning, training, saving, and kept for use without a network', async () => {
    const { page } = studio;
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await page.reload();
    await page.getByRole('button', { name: 'cells' }).click();
    await page.waitForSelector('.figures tbody');
    await page.getByRole('button', { name: 'Save the picture' }).click();
    await page.getByRole('link', { name: 'Learn' }).click();
    await page.waitForSelector('.pair canvas');
    await page.getByText('128 × 128').click();
    await page.getByLabel('Widths of the layers').fill('2');
    await page.getByLabel('Epochs').fill('5');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForSelector('[data-testid=gain]');
    expect(scripts.some((address) => address.includes('/assets/studio-worker-'))).toBe(true);
    // It comes with the first TIFF file.
    expect(scripts.filter((address) => address.includes('/assets/geotiff-'))).toEqual([]);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    expect(elsewhere()).toEqual([]);
    expect(studio.foreign).toEqual([]);
    expect(studio.errors).toEqual([]);
  }, 300_000);

  it('would be stopped by its policy if it tried, in the page and in its workers; and the proxy would see it', async () => {
    const { page, context } = studio;
    const refused = await page.evaluate(async () => {
      const fetched = await fetch('http://foreign.example/').then(
        () => false,
        () => true,
      );
      const image = await new Promise<boolean>((resolve) => {
        const element = new Image();
        element.onload = () => resolve(false);
        element.onerror = () => resolve(true);
        element.src = 'http://foreign.example/pixel.png';
      });
      return { fetched, image, beacon: !navigator.sendBeacon('http://foreign.example/', 'x') };
    });
    expect(refused).toMatchObject({ fetched: true, image: true });
    const inWorkers = await Promise.all(
      page.workers().map((worker) =>
        worker.evaluate(() =>
          fetch('http://foreign.example/').then(
            () => false,
            () => true,
          ),
        ),
      ),
    );
    expect(inWorkers.length).toBeGreaterThan(0);
    expect(inWorkers).not.toContain(false);
    expect(elsewhere()).toEqual([]);
    const other = await context.newPage();
    await other.goto('http://foreign.example/').catch(() => undefined);
    expect(elsewhere()).not.toEqual([]);
  });
});

const site = fileURLToPath(new URL('../dist/', import.meta.url));

describe('the code of Studio', () => {
  /** Each script, style and page of the site, with what it is made of. */
  const read = async () => {
    const names = (await readdir(site, { recursive: true })).filter((name) => /\.(js|css|html)$/.test(name));
    return new Map(
      await Promise.all(names.map(async (name) => [path.basename(name), await readFile(path.join(site, name), 'utf8')] as const)),
    );
  };

  /** The files that a page fetches from these on, by their names in each other; the way does not lead through those that are left out. */
  function reached(files: ReadonlyMap<string, string>, roots: readonly string[], leftOut: (name: string) => boolean): Set<string> {
    const found = new Set<string>();
    const visit = (name: string) => {
      if (found.has(name) || leftOut(name)) return;
      found.add(name);
      for (const other of files.keys()) if (files.get(name)!.includes(other)) visit(other);
    };
    for (const root of roots) visit(root);
    return found;
  }

  const isRuntime = (name: string) => name.startsWith('ort.');
  /** The package that reads TIFF, loaded with the first such file; it loads the decoder of the file's compression. */
  const isGeotiff = (name: string) => name.startsWith('geotiff-');

  it('is at most 150 KB, compressed, with all libraries but ONNX Runtime and the reader of TIFF', async () => {
    const files = await read();
    const own = reached(files, ['index.html'], (name) => isRuntime(name) || isGeotiff(name) || name === 'service-worker.js');
    own.add('service-worker.js');
    // Nothing is left out but those two and what the reader of TIFF alone asks for.
    const decoders = reached(files, [...files.keys()].filter(isGeotiff), (name) => isRuntime(name) || own.has(name));
    expect([...files.keys()].filter((name) => !own.has(name) && !isRuntime(name) && !decoders.has(name))).toEqual([]);
    expect(own.size).toBeGreaterThan(4);
    const bytes = [...own].reduce((sum, name) => sum + gzipSync(files.get(name)!, { level: 9 }).length, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(150_000);
  });
});

it('names no foreign address in what it is made of', async () => {
  for (const name of ['index.html', 'manifest.webmanifest', 'service-worker.js']) {
    const text = await readFile(path.join(site, name), 'utf8');
    expect([name, /https?:\/\//.test(text)]).toEqual([name, false]);
  }
});
