import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

const [width, height] = [6000, 4000];

/** What the page itself did with pixels: the most that it gave to WebGL at once, and all of it; and canvases that it read back. */
interface PixelWork {
  largest: number;
  all: number;
  readBack: number;
}

declare global {
  interface Window {
    pixelWork: PixelWork;
  }
}

describe.skipIf(findBrowser() === undefined)('Studio with 24 megapixels, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio({
      at: '?threads=1',
      before: (context) =>
        context.addInitScript(() => {
          const work: PixelWork = { largest: 0, all: 0, readBack: 0 };
          window.pixelWork = work;
          const note = (pixels: unknown) => {
            const count = ArrayBuffer.isView(pixels) ? pixels.byteLength / 4 : 0;
            work.largest = Math.max(work.largest, count);
            work.all += count;
          };
          const { texSubImage2D, texImage2D } = WebGL2RenderingContext.prototype;
          WebGL2RenderingContext.prototype.texSubImage2D = function (...args: unknown[]) {
            note(args[8]);
            Reflect.apply(texSubImage2D, this, args);
          };
          WebGL2RenderingContext.prototype.texImage2D = function (...args: unknown[]) {
            note(args[8]);
            Reflect.apply(texImage2D, this, args);
          };
          const { getImageData } = CanvasRenderingContext2D.prototype;
          CanvasRenderingContext2D.prototype.getImageData = function (...args) {
            work.readBack += args[2] * args[3];
            return getImageData.apply(this, args);
          };
        }),
    });
    const noise = { type: 'gaussian', mean: 128, sigma: 20 } as const;
    const buffer = await sharp({ create: { width, height, channels: 3, background: 'gray', noise } })
      .jpeg({ quality: 85 })
      .toBuffer();
    await studio.page.locator('input[type=file][multiple]').first().setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
  }, 180_000);
  afterAll(() => studio?.close());

  it('opens the JPEG, and shows it piece by piece: never more than two megapixels hold the page at once', async () => {
    const { page } = studio;
    await page.getByRole('button', { name: 'Clean the whole picture' }).waitFor();
    expect(await page.locator('.status').innerText()).toContain('6000 × 4000');
    // The noisy picture, and the result that begins as the same.
    await page.waitForFunction((pixels) => window.pixelWork.all >= 2 * pixels, width * height);
    const { largest, readBack } = await page.evaluate(() => window.pixelWork);
    expect(largest).toBeLessThanOrEqual(2 ** 21);
    expect(readBack).toBeLessThan(1e5);
  }, 300_000);

  it('cleans what is seen at full size, and leaves the rest', async () => {
    const { page } = studio;
    await page.getByRole('application').focus();
    await page.keyboard.press('1');
    await page.waitForSelector('.status :text("What you see is clean, the rest is not yet")');
    const seen = () => page.locator('.frame canvas').screenshot();
    const after = await seen();
    await page.keyboard.press('b');
    await page.waitForTimeout(500);
    const deviation = async (png: Buffer) =>
      (await sharp(await sharp(png).extract({ left: 100, top: 60, width: 400, height: 300 }).toBuffer()).stats()).channels[1]!.stdev;
    const before = await seen();
    expect(await deviation(after)).toBeLessThan((await deviation(before)) / 2);
    await page.keyboard.press('b');
  }, 300_000);

  it('cleans the whole, tile by tile, until it is cancelled; the picture is still there', async () => {
    const { page } = studio;
    await page.getByRole('button', { name: 'Clean the whole picture' }).click();
    await page.waitForFunction(() => (document.querySelector<HTMLProgressElement>('.status progress')?.value ?? 0) > 0.02);
    expect(await page.locator('.status').innerText()).toMatch(/Cleaning, \d+ (s|min)/);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForSelector('.status [data-state=waiting]');
    expect(await page.locator('.alert').count()).toBe(0);
    expect(await page.locator('.status').innerText()).toContain('6000 × 4000');
    expect((await page.evaluate(() => window.pixelWork)).largest).toBeLessThanOrEqual(2 ** 21);
    expect(studio.errors).toEqual([]);
  }, 300_000);
});
