import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveFolder } from '@cleargrain/node';
import { afterEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { softwareWebgpu } from '../../../packages/web/src/testing/software-webgpu.js';
import { changedStudio } from './testing/changed-studio.js';
import { builtStudio, type OpenOptions, type OpenStudio, openStudio } from './testing/open-studio.js';

describe.skipIf(findBrowser() === undefined)('The device of Studio, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  afterEach(() => studio?.close());
  const open = async (options: OpenOptions) => {
    studio = await openStudio({ webgl: false, ...options });
    return studio.page;
  };
  const device = async () => {
    await studio.page.waitForFunction(() => document.querySelector('.device')!.textContent !== '…');
    return studio.page.locator('.device').innerText();
  };
  const train = async () => {
    const { page } = studio;
    await page.waitForSelector('.pair canvas');
    await page.getByRole('button', { name: 'Take out still-life.png' }).click();
    await page.getByText('128 × 128').click();
    await page.getByLabel('Widths of the layers').fill('2');
    await page.getByLabel('Epochs').fill('5');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForSelector('[data-testid=gain]');
  };

  it('is WebAssembly where the browser has no WebGPU, and says so; all works', async () => {
    // No switch of Chromium takes it away: the scripts of the page and of its workers find none.
    const folder = await changedStudio('delete (globalThis.WorkerNavigator ?? Navigator).prototype.gpu;', /^(index|studio-worker|worker)-/);
    try {
      const page = await open({ folder, offline: false });
      expect(await page.evaluate(() => 'gpu' in navigator)).toBe(false);
      await expect.poll(device).toMatch(/^WebAssembly, \d+ threads? \(WebGPU not used: the browser has no WebGPU\)$/);
      await expect.poll(() => page.workers().length).toBeGreaterThan(1);
      for (const worker of page.workers()) expect(await worker.evaluate(() => 'gpu' in navigator)).toBe(false);
      await page.getByRole('button', { name: 'cells' }).click();
      await page.waitForSelector('.figures tbody');
      expect(studio.errors).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is WebAssembly where the browser has WebGPU but no GPU for it, and says so', async () => {
    const page = await open({});
    expect(await page.evaluate(() => 'gpu' in navigator)).toBe(true);
    await expect.poll(device).toMatch(/^WebAssembly, \d+ threads? \(WebGPU not used: no GPU is offered by the browser\)$/);
    expect(studio.errors).toEqual([]);
  });

  it('says on a page that is not secure what is missing there', async () => {
    // A name that leads to this machine, but is not its own: the server is asked through another that passes on.
    const server = await serveFolder(builtStudio);
    const passing = createServer(async (request, response) => {
      const answer = await fetch(new URL(request.url ?? '/', server.url));
      response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? 'text/plain' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((resolve) => passing.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = passing.address() as AddressInfo;
      const page = await open({ args: ['--host-resolver-rules=MAP studio.example 127.0.0.1'] });
      await page.goto(`http://studio.example:${port}/`);
      await page.waitForSelector('main');
      await expect.poll(device).toBe('WebAssembly, 1 thread (WebGPU not used: WebGPU wants a page that is served over https)');
      await page.getByRole('button', { name: 'cells' }).click();
      await page.waitForSelector('.alert:has-text("models can be checked only on a page that comes over https or from localhost")');
      await expect.poll(() => page.locator('.viewer canvas').count()).toBe(1);
    } finally {
      passing.closeAllConnections();
      passing.close();
      await server.close();
    }
  });

  it('is the one that the address asks for: WebGPU, if it passes the self-test, on which it trains', async () => {
    await open({ args: softwareWebgpu, at: '?device=webgpu#learn' });
    await expect.poll(device).toBe('WebGPU (self-test passed)');
    await train();
    expect(studio.errors).toEqual([]);
  }, 300_000);

  it('says what is wrong with an address that asks for what is not there', async () => {
    await open({ at: '?device=webgpu' });
    await expect.poll(device).toMatch(/^device 'webgpu' cannot be used here: /);
    await studio.close();
    await open({ at: '?device=abacus' });
    await expect.poll(device).toMatch(/expected one of auto, wasm, webgpu for device, received 'abacus'/i);
  });

  it('is measured on the performance page, with the model that the address names, or why not', async () => {
    const page = await open({ at: '?bench&model=gray-xs', width: 390, height: 844 });
    await page.getByText('Done.').waitFor({ timeout: 280_000 });
    const { rows, isolated } = JSON.parse((await page.getByTestId('bench-json').textContent())!);
    expect(isolated).toBe(true);
    const measured = rows.filter(({ problem }: { problem?: string }) => problem === undefined);
    for (const { millisecondsPerMegapixel, side } of measured) {
      expect(millisecondsPerMegapixel).toBeGreaterThan(0);
      expect(side).toBeGreaterThanOrEqual(64);
    }
    expect(measured.map(({ device: on, model }: { device: string; model: string }) => `${on}: ${model}`)).toContain(
      'WebAssembly, 1 thread: gray-xs',
    );
    expect(rows.at(-1)).toMatchObject({ device: 'WebGPU', problem: expect.stringMatching(/cannot be used here/) });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.goto(`${studio.url}?bench&model=none`);
    await page.getByText(/model: expected one of .*color-xs.*, received 'none'/).waitFor();
  }, 300_000);
});
