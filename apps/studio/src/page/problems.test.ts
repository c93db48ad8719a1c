import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../../packages/web/src/testing/find-browser.js';
import { type OpenStudio, openStudio } from '../testing/open-studio.js';

describe.skipIf(findBrowser() === undefined)('What Studio says when something fails, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  afterEach(() => studio?.close());
  const open = async (missing: string, at = '?threads=1') => {
    const before = { before: (context: OpenStudio['context']) => context.route(missing, (route) => route.fulfill({ status: 404 })) };
    studio = await openStudio({ at, webgl: false, offline: false, ...before });
    return studio.page;
  };

  it('says that it could not start where its worker does not load', async () => {
    const page = await open('**/studio-worker-*.js');
    await expect.poll(() => page.getByRole('alert').innerText()).toBe('What computes could not be loaded');
    await expect.poll(() => page.locator('main').innerText()).toContain('Cleargrain Studio could not start');
  });

  it('names the device also where the list of models is missing, and says that it is', async () => {
    const page = await open('**/models.json');
    await page.waitForFunction(() => document.querySelector('.device')!.textContent !== '…');
    await expect.poll(() => page.locator('.device').innerText()).toMatch(/^WebAssembly, 1 thread/);
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/list of models/);
  });

  it('goes on with the performance page where a model does not load, and says why there is no number', async () => {
    const page = await open('**/gray-xs.onnx', '?bench&model=gray-xs');
    await page.getByText('Done.').waitFor();
    const { rows } = JSON.parse((await page.getByTestId('bench-json').textContent())!);
    expect(rows[0]).toMatchObject({ device: 'WebAssembly, 1 thread', model: 'gray-xs', problem: expect.stringMatching(/gray-xs/) });
    expect(rows.at(-1).device).toBe('WebGPU');
  });

  it('says so when the worker fails later, and when a chosen folder holds no picture', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-folder-'));
    const page = await open('**/nothing');
    try {
      await writeFile(path.join(folder, 'notes.txt'), 'no picture');
      await page.locator('input[webkitdirectory]').setInputFiles(folder);
      await page.waitForSelector('.wrong');
      await expect.poll(() => page.locator('.wrong').innerText()).toBe('notes.txt: not a picture that is known here');
    } finally {
      await rm(folder, { recursive: true });
    }
    await page.workers()[0]!.evaluate(() => {
      setTimeout(() => {
        throw new Error('lost');
      });
    });
    const alert = page.locator('.alert');
    await alert.waitFor();
    await expect.poll(() => alert.innerText()).toMatch(/^What computes has failed \(.*lost\): load the page again/);
    await page.getByRole('button', { name: 'Close the message' }).click();
    await expect.poll(() => alert.count()).toBe(0);
  });
});
