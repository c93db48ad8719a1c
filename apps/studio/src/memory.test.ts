import { rm } from 'node:fs/promises';
import { Picture } from '@cleargrain/core';
import { encodePicture } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { changedStudio } from './testing/changed-studio.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

/** Pages of 64 KiB: enough for the runtime and a small picture, not for a tile of half a megapixel. */
const mostPages = 400;

/** A picture of noise as a PNG file. */
async function noisyFile(width: number, height: number): Promise<Buffer> {
  const picture = Picture.create({ width, height, channels: 3, depth: 8, origin: { format: 'png', depth: 8, metadata: {} } });
  for (let i = 0; i < picture.samples.length; i++) picture.samples[i] = 100 + ((i * 7919) % 53);
  return Buffer.from(await encodePicture(picture));
}

/** ONNX Runtime's memory is held to `mostPages`: what happens when it is full is the runtime's own doing. */
const limit = `WebAssembly.Memory = class extends WebAssembly.Memory { constructor(options) { super({ ...options, maximum: ${mostPages} }); } };`;

describe.skipIf(findBrowser() === undefined)('Studio where memory is short, in a real Chromium (needs chromium)', () => {
  let folder: string;
  let studio: OpenStudio;
  beforeAll(async () => {
    folder = await changedStudio(limit, /^worker-/);
    studio = await openStudio({ at: '?threads=1', offline: false, folder });
  }, 180_000);
  afterAll(async () => {
    await studio?.close();
    await rm(folder, { recursive: true });
  });
  const choose = async (name: string, width: number, height: number) => {
    const buffer = await noisyFile(width, height);
    await studio.page.locator('input[type=file][multiple]').first().setInputFiles({ name, mimeType: 'image/png', buffer });
    await studio.page.waitForSelector(`.status strong:text("${name}")`);
  };

  it('says so in a clear message, and the picture is still there', async () => {
    const { page } = studio;
    await choose('large.png', 1100, 900);
    await page.waitForSelector('.alert');
    await expect.poll(() => page.locator('.alert').innerText()).toMatch(/^large\.png: This browser ran out of memory/);
    await expect.poll(() => page.locator('.status').innerText()).toContain('1100 × 900');
    await expect.poll(() => page.locator('.status [data-state]').getAttribute('data-state')).toBe('waiting');
    await expect.poll(() => page.locator('.viewer canvas').count()).toBe(1);
  });

  it('goes on with what is small enough', async () => {
    await choose('small.png', 96, 64);
    await studio.page.waitForSelector('.status [data-state=done]');
    await expect.poll(() => studio.page.locator('.alert').count()).toBe(0);
    expect(studio.errors).toEqual([]);
  });
});
