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
    studio = await openStudio({ at: '?threads=1', args: [`--proxy-server=http://127.0.0.1:${port}`] });
  }, 180_000);
  afterAll(async () => {
    await studio?.close();
    proxy.close();
  });

  it('sends not one request elsewhere: cleaning, training, saving, and kept for use without a network', async () => {
    const { page } = studio;
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

/** ONNX Runtime, and the decoders of geotiff, of which each is fetched when a TIFF file wants it. */
const notOwn = /^(ort|geotiff|basedecoder|deflate|jpeg|lerc|lzw|packbits|pako|raw|webimage|zstd)\b/;

it('has at most 150 KB of code of its own, compressed, with the libraries that it needs at once', async () => {
  const names = (await readdir(site, { recursive: true })).filter((name) => /\.(js|css|html)$/.test(name));
  const own = names.filter((name) => !notOwn.test(path.basename(name)));
  expect(own.length).toBeGreaterThan(4);
  let bytes = 0;
  for (const name of own) bytes += gzipSync(await readFile(path.join(site, name)), { level: 9 }).length;
  expect(bytes).toBeLessThanOrEqual(150_000);
});

it('names no foreign address in what it is made of', async () => {
  for (const name of ['index.html', 'manifest.webmanifest', 'service-worker.js']) {
    const text = await readFile(path.join(site, name), 'utf8');
    expect([name, /https?:\/\//.test(text)]).toEqual([name, false]);
  }
});
