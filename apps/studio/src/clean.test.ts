import { fileURLToPath } from 'node:url';
import { clip, createRandom, crop, estimateNoise, gaussian, type Image, Picture } from '@cleargrain/core';
import { createDenoiser, decodePicture, encodePicture, readImage } from '@cleargrain/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { choose, done, fileOf, save } from './testing/clean-actions.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';
import { profile } from './testing/profile.js';

const sample = fileURLToPath(new URL('../../../samples/puppet.png', import.meta.url));

describe.skipIf(findBrowser() === undefined)('Studio, Clean, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  let noisy: Image;
  beforeAll(async () => {
    studio = await openStudio();
    const part = crop(await readImage(sample), { x: 100, y: 100, width: 200, height: 160 });
    noisy = clip(gaussian(25).apply(part, createRandom(3)));
  });
  afterAll(() => studio?.close());

  it('cleans a sample with noise added, and measures it', async () => {
    const { page } = studio;
    await page.getByRole('button', { name: 'puppet' }).click();
    await page.waitForSelector('.figures tbody');
    const [noisyPsnr, cleanPsnr] = (await page.locator('.figures td:nth-child(2)').allInnerTexts()).filter(Boolean).map(parseFloat);
    expect(noisyPsnr).toBeGreaterThan(19.5);
    expect(cleanPsnr).toBeGreaterThan(noisyPsnr! + 10);
    // Half the strength is worse; nothing is computed by the network again.
    await page.getByLabel('Light').fill('0.3');
    await page.waitForFunction(
      (before) => Number.parseFloat(document.querySelector('.figures tbody tr:last-child td')!.textContent!) < before,
      cleanPsnr! - 5,
    );
    await page.getByLabel('Light').fill('1');
  });

  it('gives back depth, alpha, colour profile and resolution of a 16-bit PNG, and the pixels that Node gives', async () => {
    const buffer = await fileOf(noisy, { depth: 16, format: 'png', alpha: true });
    await choose(studio.page, { name: 'deep.png', mimeType: 'image/png', buffer });
    await done(studio.page);
    const { name, bytes } = await save(studio.page);
    expect(name).toBe('deep-clean.png');
    const [before, after] = await Promise.all([decodePicture(new Uint8Array(buffer)), decodePicture(bytes)]);
    expect([after.width, after.height, after.channels, after.depth]).toEqual([200, 160, 3, 16]);
    expect(after.alpha()).toEqual(before.alpha());
    expect(after.origin.metadata.icc).toEqual(before.origin.metadata.icc);
    expect(after.origin.metadata.density).toBe(150);
    const denoiser = await createDenoiser({ device: 'cpu' });
    const expected = before.like();
    await denoiser.denoiseTo(before, expected);
    await denoiser.close();
    const largest = Array.from(expected.samples).reduce(
      (worst, value, index) => Math.max(worst, Math.abs(value - after.samples[index]!)),
      0,
    );
    expect(largest).toBeLessThanOrEqual(7);
    expect((await estimateNoise(after)).sigma).toBeLessThan(5);
  });

  it('keeps a JPEG a JPEG with its profile, turned upright', async () => {
    const upright = await fileOf(noisy, { depth: 8, format: 'jpeg' });
    const buffer = await sharp(upright).keepMetadata().withMetadata({ orientation: 6 }).jpeg({ quality: 92 }).toBuffer();
    await choose(studio.page, { name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await done(studio.page);
    const { name, bytes } = await save(studio.page);
    expect(name).toBe('photo-clean.jpg');
    const after = await decodePicture(bytes);
    expect([after.origin.format, after.width, after.height]).toEqual(['jpeg', 160, 200]);
    expect((await sharp(bytes).metadata()).orientation).toBe(1);
    expect(after.origin.metadata.icc).toEqual(await profile());
    expect((await estimateNoise(after)).sigma).toBeLessThan(8);
  });

  it('says what is wrong with a broken file, and goes on with the rest', async () => {
    const { page } = studio;
    const good = await fileOf(noisy, { depth: 8, format: 'png' });
    await choose(
      page,
      { name: 'broken.png', mimeType: 'image/png', buffer: good.subarray(0, 5000) },
      { name: 'whole.png', mimeType: 'image/png', buffer: good },
    );
    await page.waitForSelector('.problem');
    await expect
      .poll(() => page.locator('.problem').innerText())
      .toBe('broken.png: cut short: 5000 bytes that do not reach the last chunk (IEND)');
    await page.getByRole('button', { name: 'Clean all' }).click();
    await page.getByRole('button', { name: 'whole.png', exact: false }).first().click();
    await done(studio.page);
    const { bytes } = await save(page, /as ZIP/);
    const zip = Buffer.from(bytes);
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    for (const name of ['puppet-clean.png', 'deep-clean.png', 'photo-clean.jpg', 'whole-clean.png']) expect(zip.includes(name)).toBe(true);
  });

  it('stops between tiles, and keeps the picture', async () => {
    const { page } = studio;
    const large = Picture.create({ width: 2600, height: 2000, channels: 3, depth: 8, origin: { format: 'png', depth: 8, metadata: {} } });
    large.samples.forEach((_, index) => {
      large.samples[index] = (index * 7919) % 251;
    });
    await choose(studio.page, { name: 'large.png', mimeType: 'image/png', buffer: Buffer.from(await encodePicture(large)) });
    await page.getByRole('button', { name: 'Clean the whole picture' }).click();
    await page.waitForFunction(() => (document.querySelector<HTMLProgressElement>('.status progress')?.value ?? 0) > 0);
    await page.waitForFunction(() => /Cleaning, (\d+ min )?\d+ s left/.test(document.querySelector('.status')!.textContent!));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForSelector('.status [data-state=waiting]');
    await expect.poll(() => page.locator('.alert').count()).toBe(0);
    await expect.poll(() => page.locator('.status').innerText()).toContain('2600 × 2000');
    await expect.poll(() => page.locator('.status').innerText()).toContain('Stopped: some of it is clean');
  }, 180_000);

  it('is worked with keys', async () => {
    const { page } = studio;
    await page.getByRole('application').focus();
    const zoom = () => page.locator('.zoom output').innerText();
    await page.keyboard.press('1');
    await expect.poll(zoom).toBe('100 %');
    await page.keyboard.press('+');
    await expect.poll(zoom).toBe('150 %');
    await page.keyboard.press('b');
    await expect.poll(() => page.getByRole('button', { name: 'Original' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('asks nobody but its own server, and reports no error', () => {
    expect(studio.foreign).toEqual([]);
    expect(studio.errors).toEqual([]);
  });

  it('works without a network after the first visit', async () => {
    const { page, context } = studio;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('button', { name: 'cells' }).click();
    await page.waitForSelector('.figures tbody', { timeout: 60_000 });
    await context.setOffline(false);
  });
});
