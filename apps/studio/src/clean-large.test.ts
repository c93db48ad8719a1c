import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clip, createImage, createRandom, gaussian, type Image, psnr } from '@cleargrain/core';
import { readImage, writeImage } from '@cleargrain/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { drawn, view } from './testing/clean-actions.js';
import { countPixels } from './testing/count-pixels.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

const sample = fileURLToPath(new URL('../../../samples/harbour.png', import.meta.url));
const patience = { timeout: 300_000 };

// A browser that draws by software, on a machine that may have more to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe.skipIf(findBrowser() === undefined)('Studio, a JPEG of 24 megapixels, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  let folder: string;
  beforeAll(async () => {
    studio = await openStudio({ before: (context) => context.addInitScript(countPixels) });
    folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-large-'));
    const clean = await readImage(sample);
    for (const [name, image] of [
      ['clean', clean],
      ['large', clip(gaussian(25).apply(clean, createRandom(1)))],
    ] as const) {
      const tile = path.join(folder, `${name}.png`);
      await writeImage(tile, image);
      await sharp({ create: { width: 6000, height: 4000, channels: 3, background: 'gray' } })
        .composite([{ input: tile, tile: true }])
        .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
        .toFile(path.join(folder, `${name}.jpg`));
    }
  }, 300_000);
  afterAll(async () => {
    await studio?.close();
    await rm(folder, { recursive: true });
  });

  it('is shown, cleaned in its middle, then where it is looked at; the whole is begun, cancelled, and nothing is lost', async () => {
    const { page } = studio;
    await page.locator('input[type=file][multiple]').first().setInputFiles(path.join(folder, 'large.jpg'), patience);
    await page.waitForSelector('.status:has-text("6000 × 4000, 8 bit colour")', patience);
    await page.waitForSelector('.status:has-text("The middle is clean")', patience);
    await view(page, 'Two');
    await page.getByRole('application').focus();
    await page.keyboard.press('1');
    await page.waitForSelector('.status:has-text("What you see is clean")', patience);
    // Both panes show the picture, and the noise is in the first alone: its neighbours differ more.
    const { width, height, pixels } = await drawn(page);
    const roughness = (from: number) => {
      let sum = 0;
      for (let y = 100; y < height - 100; y += 3) {
        for (let x = from; x < from + 300; x++) sum += Math.abs(pixels[(y * width + x) * 4 + 1]! - pixels[(y * width + x + 1) * 4 + 1]!);
      }
      return sum;
    };
    expect(roughness(width / 2 + 60)).toBeLessThan(0.5 * roughness(60));
    // A view that moves is looked up less closely, and drawn in full once it rests.
    for (const key of ['0', '+', '+', '+', '+', '+']) await page.keyboard.press(key);
    await page.waitForSelector('.status [data-state=cleaning]', patience);
    await page.waitForSelector('.status:has-text("What you see is clean")', patience);
    const still = await drawn(page);
    // Without a pause, in which what is seen by then would be cleaned.
    await page.getByRole('application').evaluate(async (frame) => {
      for (const key of ['-', '+']) {
        frame.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        for (let count = 0; count < 2; count++) await new Promise(requestAnimationFrame);
      }
    });
    expect(Buffer.compare((await drawn(page)).pixels, still.pixels)).toBe(0);
    await page.getByRole('button', { name: 'Clean the whole picture' }).click();
    await page.waitForFunction(
      () => (document.querySelector<HTMLProgressElement>('.status progress')?.value ?? 0) > 0,
      undefined,
      patience,
    );
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForSelector('.status [data-state=waiting]', patience);
    await expect.poll(() => page.locator('.alert').count()).toBe(0);
    await expect.poll(() => page.locator('.status').innerText()).toContain('6000 × 4000');
    expect(studio.errors).toEqual([]);
  }, 900_000);

  it('is cleaned to its end and saved as a JPEG of its size, cleaner everywhere; the page hands pixels on in small parts', async () => {
    const { page } = studio;
    // The model that takes the least time.
    await page.getByLabel('Model', { exact: true }).selectOption('plain-8-16-8-4');
    await page.getByRole('button', { name: 'Clean the whole picture' }).click();
    await page.waitForSelector('.status:has-text("Cleaned with plain-8-16-8-4")', { timeout: 3_000_000 });
    const download = page.waitForEvent('download', patience);
    await page.getByRole('button', { name: 'Save the picture' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('large-clean.jpg');
    const file = await saved.path();
    const { format, width, height } = await sharp(file).metadata();
    expect([format, width, height]).toEqual(['jpeg', 6000, 4000]);
    const part = async (from: string, left: number, top: number): Promise<Image> => {
      const side = 320;
      const { data } = await sharp(from).extract({ left, top, width: side, height: side }).raw().toBuffer({ resolveWithObject: true });
      const image = createImage(side, side, 3);
      for (let i = 0; i < data.length; i++) image.data[(i % 3) * side * side + Math.floor(i / 3)] = data[i]! / 255;
      return image;
    };
    // The corners, the middle, and places where tiles meet.
    for (const [left, top] of [
      [0, 0],
      [5680, 0],
      [0, 3680],
      [5680, 3680],
      [2840, 1840],
      [600, 600],
    ] as const) {
      const [truth, before, after] = await Promise.all(
        ['clean', 'large'].map((name) => part(path.join(folder, `${name}.jpg`), left, top)).concat(part(file, left, top)),
      );
      expect(psnr(after!, truth!), `at ${left}, ${top}`).toBeGreaterThan(psnr(before!, truth!) + 5);
    }
    const { largest, readBack } = await page.evaluate(() => window.pixelWork);
    expect(largest).toBeLessThanOrEqual(2 ** 21);
    expect(readBack).toBeLessThan(1e5);
    expect(studio.errors).toEqual([]);
  }, 3_600_000);
});
