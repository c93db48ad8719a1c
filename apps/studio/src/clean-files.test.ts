import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clip, createImage, createRandom, crop, gaussian, type Image } from '@cleargrain/core';
import { createDenoiser, decodePicture, readImage } from '@cleargrain/node';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { choose, done, fileOf, save } from './testing/clean-actions.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';
import { profile } from './testing/profile.js';

const sample = fileURLToPath(new URL('../../../samples/puppet.png', import.meta.url));

/** Drops or pastes files, as the browser would tell the page of it. */
function give(
  page: Page,
  kind: 'drop' | 'paste',
  files: { name: string; mimeType: string; buffer: Buffer }[],
  target = 'body',
): Promise<void> {
  const list = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, bytes: [...buffer] }));
  return page.evaluate(
    ([how, given, selector]) => {
      const data = new DataTransfer();
      for (const { name, mimeType, bytes } of given) data.items.add(new File([Uint8Array.from(bytes)], name, { type: mimeType }));
      const element = document.querySelector(selector)!;
      const options = { bubbles: true, cancelable: true };
      if (how === 'paste') element.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
      else element.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: data }));
    },
    [kind, list, target] as const,
  );
}

// A browser that draws by software, on a machine that may have more to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe.skipIf(findBrowser() === undefined)('Studio, files of Clean, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  let clean: Image;
  let noisy: Image;
  beforeAll(async () => {
    studio = await openStudio();
    clean = crop(await readImage(sample), { x: 100, y: 100, width: 120, height: 96 });
    noisy = clip(gaussian(25).apply(clean, createRandom(3)));
  });
  afterAll(() => studio?.close());

  const png = async (image = noisy) => fileOf(image, { depth: 8, format: 'png' });
  const option = (label: string, value: string) =>
    studio.page.locator('label.field', { hasText: label }).locator('select').selectOption(value);

  it.each([16, 32] as const)('gives a TIFF of %i bits back as one, with alpha and profile, cleaned as Node cleans it', async (depth) => {
    const buffer = await fileOf(noisy, { depth, format: 'tiff', alpha: true });
    await choose(studio.page, { name: `scan-${depth}.tif`, mimeType: 'image/tiff', buffer });
    await done(studio.page);
    const { name, bytes } = await save(studio.page);
    expect(name).toBe(`scan-${depth}-clean.tif`);
    const [before, after] = [await decodePicture(new Uint8Array(buffer)), await decodePicture(bytes)];
    expect([after.origin.format, after.depth, after.width, after.height]).toEqual(['tiff', depth, 120, 96]);
    expect(after.alpha()).toEqual(before.alpha());
    expect(after.origin.metadata.icc).toEqual(await profile());
    expect(after.origin.metadata.density).toBeCloseTo(150, 1);
    const expected = before.like();
    const denoiser = await createDenoiser({ device: 'cpu' });
    await denoiser.denoiseTo(before, expected);
    await denoiser.close();
    const white = depth === 16 ? 65535 : 1;
    const largest = Array.from(expected.samples).reduce(
      (worst, value, index) => Math.max(worst, Math.abs(value - after.samples[index]!)),
      0,
    );
    expect(largest / white).toBeLessThan(1.2e-4);
  });

  it('saves in the format, quality, depth and name that are chosen, without metadata when it is not wanted', async () => {
    const { page } = studio;
    await choose(page, { name: 'chosen.png', mimeType: 'image/png', buffer: await png() });
    await done(page);
    await option('Format', 'webp');
    await page.getByLabel('Quality').fill('80');
    const good = await save(page);
    await page.getByLabel('Quality').fill('20');
    await page.getByLabel('Added to the name').fill('');
    await page.getByLabel('Keep colour profile').uncheck();
    const small = await save(page);
    expect([good.name, small.name]).toEqual(['chosen-clean.webp', 'chosen.webp']);
    expect(small.bytes.length).toBeLessThan(good.bytes.length / 2);
    expect((await decodePicture(good.bytes)).origin.metadata.icc).toEqual(await profile());
    expect((await decodePicture(small.bytes)).origin.metadata).toEqual({});
    await option('Format', 'tiff');
    await option('Bits a sample', '16');
    const deep = await decodePicture((await save(page)).bytes);
    expect([deep.depth, deep.origin.metadata.icc]).toEqual([16, undefined]);
    await option('Format', 'same');
    await option('Bits a sample', '');
    await page.getByLabel('Added to the name').fill('-clean');
    await page.getByLabel('Keep colour profile').check();
  });

  it('takes pictures that are pasted and dropped, and says what is none', async () => {
    const { page } = studio;
    await give(page, 'paste', [{ name: 'pasted.png', mimeType: 'image/png', buffer: await png() }]);
    await page.waitForSelector('.status strong:text-is("pasted.png")');
    await give(page, 'drop', [{ name: 'dropped.png', mimeType: 'image/png', buffer: await png() }]);
    await page.waitForSelector('.status strong:text-is("dropped.png")');
    await give(page, 'drop', [{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') }]);
    await expect.poll(() => page.locator('.alert').innerText()).toContain('notes.txt: not a picture');
    const { x, width } = (await page.locator('.alert').boundingBox())!;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(page.viewportSize()!.width);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.getByRole('button', { name: 'Close the message' }).click();
    const pictures = await page.locator('.queue li').count();
    const text = { name: 'chosen.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') };
    await page.locator('input[type=file][multiple]').first().setInputFiles(text);
    await expect.poll(() => page.locator('.panel [role=alert]').innerText()).toContain('chosen.txt: not a picture');
    await expect.poll(() => page.locator('.queue li').count()).toBe(pictures);
  });

  it('measures against a clean picture that is dropped on its place, and refuses one of another size', async () => {
    const { page } = studio;
    await choose(page, { name: 'measured.png', mimeType: 'image/png', buffer: await png() });
    await done(page);
    const hold = () =>
      page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
        document.body.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: data }));
      });
    await hold();
    await page.waitForSelector('[data-drop=reference]');
    const other = crop(clean, { x: 0, y: 0, width: 50, height: 50 });
    await give(page, 'drop', [{ name: 'other.png', mimeType: 'image/png', buffer: await png(other) }], '[data-drop=reference]');
    await page.waitForSelector('.alert:has-text("expected 120×96 pixels in colour as in measured.png, received 50×50")');
    await hold();
    await page.waitForSelector('[data-drop=reference]');
    const reference = { name: 'clean.tif', mimeType: 'image/tiff', buffer: await fileOf(clean, { depth: 8, format: 'tiff' }) };
    await give(page, 'drop', [reference], '[data-drop=reference]');
    await page.waitForSelector('.figures tbody');
    const [before, after] = (await page.locator('.figures td:nth-child(2)').allInnerTexts()).filter(Boolean).map(parseFloat);
    expect(before).toBeGreaterThan(19.5);
    expect(before).toBeLessThan(21.5);
    expect(after).toBeGreaterThan(before! + 8);
    await expect.poll(() => page.locator('.queue li').count()).toBe(5 + 1);
  });

  it('takes a photo with the camera', async () => {
    const { page } = studio;
    // The button is where nothing is open.
    while ((await page.locator('.queue li').count()) > 0) await page.locator('.queue li .icon').first().click();
    await page.getByRole('button', { name: 'Take a photo' }).click();
    const take = page.getByRole('button', { name: 'Take the picture' });
    await page.waitForFunction(() => document.querySelector<HTMLVideoElement>('.camera video')!.readyState >= 2);
    await take.click();
    await page.waitForSelector('.status strong:text-is("photo.png")');
    await page.waitForSelector('.status [data-state=done], .status [data-state=cleaning], .status [data-state=waiting]');
    await expect.poll(() => page.locator('.camera').count()).toBe(0);
    await page
      .getByRole('button', { name: 'Cancel' })
      .click({ timeout: 5000 })
      .catch(() => undefined);
    await page.getByRole('button', { name: 'Close photo.png' }).click();
  });

  describe('a folder', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-folder-'));
      await mkdir(path.join(folder, 'day 2'));
      await writeFile(path.join(folder, 'a.png'), await png());
      await writeFile(path.join(folder, 'day 2', 'a.png'), await png());
      await writeFile(path.join(folder, 'day 2', 'b.jpg'), await fileOf(noisy, { depth: 8, format: 'jpeg' }));
      await writeFile(path.join(folder, 'day 2', 'broken.png'), (await png()).subarray(0, 900));
      await writeFile(path.join(folder, 'notes.txt'), 'no picture');
    });
    afterAll(() => rm(folder, { recursive: true }));

    it('is cleaned file by file, each with its state; one that is broken does not stop the rest', async () => {
      const { page } = studio;
      await page.locator('input[webkitdirectory]').setInputFiles(folder);
      await page.waitForFunction(() => document.querySelectorAll('.queue li').length === 4);
      await expect.poll(() => page.locator('.queue').innerText()).toContain('waiting');
      await page.getByRole('button', { name: 'Clean all' }).click();
      await page.waitForFunction(
        () => [...document.querySelectorAll('.queue small[data-state]')].every((state) => /clean|failed/.test(state.textContent!)),
        undefined,
        { timeout: 120_000 },
      );
      const states = (await page.locator('.queue small[data-state]').allInnerTexts()).sort();
      expect(states).toEqual(['clean', 'clean', 'clean', 'failed']);
      await expect.poll(() => page.locator('.queue li', { hasText: 'broken.png' }).innerText()).toContain('cut short: 900 bytes');
    });

    it('is saved as a ZIP file that mirrors it', async () => {
      const { name, bytes } = await save(studio.page, 'Save 3 as ZIP');
      expect(name).toBe('cleargrain.zip');
      const files = unzipSync(bytes);
      expect(Object.keys(files).sort()).toEqual(['a-clean.png', 'day 2/a-clean.png', 'day 2/b-clean.jpg']);
      for (const file of Object.values(files)) expect((await decodePicture(file)).width).toBe(120);
    });

    it('is saved into a folder, where no file is overwritten', async () => {
      const { page } = studio;
      // The browser's question cannot be answered here; the folder that takes its place is one of the browser's own.
      await page.evaluate(() => {
        globalThis.showDirectoryPicker = () => navigator.storage.getDirectory();
      });
      const names = () =>
        page.evaluate(async () => {
          const found: string[] = [];
          const walk = async (directory: FileSystemDirectoryHandle, before: string) => {
            for await (const name of directory.keys()) {
              const below = await directory.getDirectoryHandle(name).catch(() => undefined);
              if (below === undefined) found.push(before + name);
              else await walk(below, `${before}${name}/`);
            }
          };
          await walk(await navigator.storage.getDirectory(), '');
          return found.sort();
        });
      const button = page.getByRole('button', { name: 'Save 3 into a folder' });
      await button.click();
      await expect.poll(names, { timeout: 20_000 }).toEqual(['a-clean.png', 'day 2/a-clean.png', 'day 2/b-clean.jpg']);
      await button.click();
      await expect
        .poll(names, { timeout: 20_000 })
        .toEqual(['a-clean-2.png', 'a-clean.png', 'day 2/a-clean-2.png', 'day 2/a-clean.png', 'day 2/b-clean-2.jpg', 'day 2/b-clean.jpg']);
    });
  });

  it('cleans with a model from a file, and says what is wrong with one that is none', async () => {
    const { page } = studio;
    await choose(page, { name: 'mine.png', mimeType: 'image/png', buffer: await png() });
    await done(page);
    const models = page.locator('input[accept=".onnx"]');
    await models.setInputFiles({ name: 'no-model.onnx', mimeType: 'application/octet-stream', buffer: Buffer.from('nothing') });
    await page.waitForSelector('.alert:has-text("no-model.onnx:")');
    const file = fileURLToPath(new URL('../../../models/plain-8-16-8-4.onnx', import.meta.url));
    await models.setInputFiles({ name: 'my-net.onnx', mimeType: 'application/octet-stream', buffer: await readFile(file) });
    await page.waitForSelector('.status:has-text("Cleaned with my-net")', { timeout: 60_000 });
    await expect.poll(() => page.getByLabel('Model', { exact: true }).inputValue()).toBe('my-net');
    await page.getByLabel('Model', { exact: true }).selectOption('auto');
    await page.waitForSelector('.status:has-text("Cleaned with color-")', { timeout: 60_000 });
  });

  it('stops a batch', async () => {
    const { page } = studio;
    const large = createImage(1400, 1000, 3);
    const files = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => ({ name: `${name}.png`, mimeType: 'image/png', buffer: await png(large) })),
    );
    await choose(page, ...files);
    await page.getByRole('button', { name: 'Clean all' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Clean all' }).waitFor();
    await expect
      .poll(() => page.locator('.queue small[data-state=waiting], .queue small[data-state=queued]').count())
      .toBeGreaterThanOrEqual(2);
    // The present tile is waited for.
    await expect.poll(() => page.locator('.queue small[data-state=cleaning]').count(), { timeout: 60_000 }).toBe(0);
  });

  it('goes back to where pictures are taken when the last is closed, with the focus', async () => {
    const { page } = studio;
    const close = page.getByRole('button', { name: /^Close / });
    for (let left = await close.count(); left > 0; left--) {
      await close.first().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => close.count()).toBe(left - 1);
    }
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Choose pictures');
  });

  it('reports no error, and asks nobody but its own server', () => {
    expect(studio.errors).toEqual([]);
    expect(studio.foreign).toEqual([]);
  });
});
