import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clip, createRandom, gaussian } from '@cleargrain/core';
import { readImage, writeImage } from '@cleargrain/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { drawn, view } from './testing/clean-actions.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

const sample = fileURLToPath(new URL('../../../samples/harbour.png', import.meta.url));
const patience = { timeout: 300_000 };

// A browser that draws by software, on a machine that may have more to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe.skipIf(findBrowser() === undefined)('Studio, a JPEG of 24 megapixels, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  let folder: string;
  beforeAll(async () => {
    studio = await openStudio();
    folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-large-'));
    const tile = path.join(folder, 'tile.png');
    await writeImage(tile, clip(gaussian(25).apply(await readImage(sample), createRandom(1))));
    await sharp({ create: { width: 6000, height: 4000, channels: 3, background: 'gray' } })
      .composite([{ input: tile, tile: true }])
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toFile(path.join(folder, 'large.jpg'));
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
    await page.getByRole('button', { name: 'Clean the whole picture' }).click();
    await page.waitForFunction(
      () => (document.querySelector<HTMLProgressElement>('.status progress')?.value ?? 0) > 0,
      undefined,
      patience,
    );
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForSelector('.status [data-state=waiting]', patience);
    expect(await page.locator('.alert').count()).toBe(0);
    expect(await page.locator('.status').innerText()).toContain('6000 × 4000');
    expect(studio.errors).toEqual([]);
  }, 900_000);
});
