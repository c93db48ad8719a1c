import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { countPixels } from './testing/count-pixels.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

const [width, height] = [6000, 4000];

describe.skipIf(findBrowser() === undefined)('The page of Studio with 24 megapixels, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio({ at: '?threads=1', before: (context) => context.addInitScript(countPixels) });
  }, 180_000);
  afterAll(() => studio?.close());

  it('hands pixels on in small parts, and decodes none', async () => {
    const { page } = studio;
    const noise = { type: 'gaussian', mean: 128, sigma: 20 } as const;
    const buffer = await sharp({ create: { width, height, channels: 3, background: 'gray', noise } })
      .jpeg({ quality: 85 })
      .toBuffer();
    await page.locator('input[type=file][multiple]').first().setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await page.waitForSelector('.status:has-text("6000 × 4000")');
    // Some parts tell how large they are.
    await page.waitForFunction((pixels) => window.pixelWork.all >= pixels / 3, width * height);
    const { largest, readBack } = await page.evaluate(() => window.pixelWork);
    expect(largest).toBeLessThanOrEqual(2 ** 21);
    expect(readBack).toBeLessThan(1e5);
    expect(studio.errors).toEqual([]);
  }, 300_000);
});
