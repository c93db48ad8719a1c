import { fileURLToPath } from 'node:url';
import { clip, createRandom, crop, gaussian, type Image } from '@cleargrain/core';
import { createDenoiser, decodePicture, readImage, shippedModels } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { choose, done, drawn, fileOf, save, slide, view } from './testing/clean-actions.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

const sample = fileURLToPath(new URL('../../../samples/puppet.png', import.meta.url));
const [width, height] = [120, 96];

// A browser that draws by software, on a machine that may have more to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe.skipIf(findBrowser() === undefined)('Studio, the viewer of Clean, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  let noisy: Image;
  let buffer: Buffer;
  beforeAll(async () => {
    studio = await openStudio();
    noisy = clip(gaussian(25).apply(crop(await readImage(sample), { x: 140, y: 180, width, height }), createRandom(3)));
    buffer = await fileOf(noisy, { depth: 8, format: 'png' });
    await choose(studio.page, { name: 'face.png', mimeType: 'image/png', buffer });
    await done(studio.page);
  });
  afterAll(() => studio?.close());

  /** What the viewer draws of the picture at its own size, as samples in rows of red, green and blue. */
  async function seen(): Promise<number[]> {
    const { page } = studio;
    await page.getByRole('application').focus();
    await page.keyboard.press('1');
    const canvas = await drawn(page);
    const [left, top] = [Math.round((canvas.width - width) / 2), Math.round((canvas.height - height) / 2)];
    const samples: number[] = [];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = ((top + y) * canvas.width + left + x) * 4;
        samples.push(...canvas.pixels.subarray(at, at + 3));
      }
    }
    return samples;
  }

  const meanDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;

  it('gives back detail and grain at once: what is seen is what is saved, and what Node makes with the same numbers', async () => {
    const { page } = studio;
    const status = await page.locator('.status').innerText();
    await view(page, 'After');
    const plain = await seen();
    const options = { strength: 0.9, chroma: 0.6, detail: 0.5, grain: 0.4 };
    for (const [label, value] of [
      ['Light', options.strength],
      ['Colour', options.chroma],
      ['Detail given back', options.detail],
      ['Grain left', options.grain],
    ] as const)
      await slide(page, label, value);
    const mixed = await seen();
    const saved = await decodePicture((await save(page)).bytes);
    const before = await decodePicture(new Uint8Array(buffer));
    const expected = before.like();
    const denoiser = await createDenoiser({ device: 'cpu' });
    await denoiser.denoiseTo(before, expected, options);
    await denoiser.close();
    // Node and WebAssembly differ by 1e-4 at most, so that what is rounded may come a step apart, and seldom does.
    const differences = Array.from(expected.samples, (value, index) => Math.abs(value - saved.samples[index]!));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    expect(differences.filter((value) => value > 0).length / differences.length).toBeLessThan(0.02);
    // Half a pixel may lie between the picture and the screen; noise does not survive a larger shift.
    expect(meanDifference(mixed, saved.samples)).toBeLessThan(1.5);
    expect(meanDifference(plain, saved.samples)).toBeGreaterThan(4);
    // Nothing was computed by the network again.
    await expect.poll(() => page.locator('.status').innerText()).toBe(status);
    for (const [label, value] of [
      ['Light', 1],
      ['Colour', 1],
      ['Detail given back', 0],
      ['Grain left', 0],
    ] as const)
      await slide(page, label, value);
  });

  it('flips to the original with a key, shows what was removed, and the error where the clean picture is known, amplified', async () => {
    const { page } = studio;
    const { samples } = await decodePicture(new Uint8Array(buffer));
    await view(page, 'After');
    // Pixels come to the screen in the course of the next frames.
    const soon = { timeout: 60_000 };
    await expect.poll(async () => meanDifference(await seen(), samples), soon).toBeGreaterThan(8);
    const after = await seen();
    await page.keyboard.press('b');
    await page.waitForSelector('.frame .tag:text-is("Before")');
    const before = await seen();
    expect(meanDifference(before, samples)).toBeLessThan(1.5);
    await page.keyboard.press('b');
    const clamped = (value: number) => Math.min(255, Math.max(0, value));
    await view(page, 'Removed');
    for (const amplified of [1, 4]) {
      await slide(page, 'Amplified', amplified);
      const expected = before.map((value, index) => clamped(127.5 + amplified * (value - after[index]!)));
      await expect.poll(async () => meanDifference(await seen(), expected), soon).toBeLessThan(amplified / 2 + 0.5);
    }
    // Against an even grey, the error is the picture itself.
    const grey = await fileOf({ ...noisy, data: noisy.data.map(() => 128 / 255) }, { depth: 8, format: 'png' });
    await page
      .locator('input[aria-label="Choose the clean picture"]')
      .setInputFiles({ name: 'grey.png', mimeType: 'image/png', buffer: grey });
    await page.waitForSelector('.figures tbody');
    await view(page, 'Error');
    for (const amplified of [1, 4]) {
      await slide(page, 'Amplified', amplified);
      const expected = after.map((value) => clamped(127.5 + amplified * (value - 128)));
      await expect.poll(async () => meanDifference(await seen(), expected), soon).toBeLessThan(amplified / 2 + 0.5);
    }
    await view(page, 'Split');
    await expect.poll(() => page.getByRole('slider', { name: 'Amplified' }).count()).toBe(0);
  });

  it('draws the same where the split has moved as when all is drawn anew', async () => {
    const { page } = studio;
    const place = page.getByLabel('Place of the split');
    for (const percent of ['20', '80', '49']) {
      await place.fill(percent);
      await drawn(page);
    }
    const moved = await drawn(page);
    await view(page, 'After');
    const after = await drawn(page);
    await view(page, 'Split');
    expect(Buffer.compare((await drawn(page)).pixels, moved.pixels)).toBe(0);
    expect(Buffer.compare(after.pixels, moved.pixels)).not.toBe(0);
    await place.fill('50');
  });

  it('shows two and three panes that move and zoom together', async () => {
    const { page } = studio;
    // With no strength before and after are the same, so the panes must be, pixel by pixel.
    await slide(page, 'Light', 0);
    await slide(page, 'Colour', 0);
    for (const [title, count] of [
      ['Two', 2],
      ['Three', 3],
    ] as const) {
      await view(page, title);
      await page.waitForFunction((panes) => document.querySelectorAll('.frame .tag').length === panes, count);
      const box = (await page.locator('.frame').boundingBox())!;
      await page.mouse.move(box.x + box.width * 0.8, box.y + 200);
      await page.mouse.wheel(0, -900);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.75, box.y + 170, { steps: 3 });
      await page.mouse.up();
      await page.mouse.move(5, 5);
      const { pixels, width: wide, height: high } = await drawn(page);
      const pane = (wide - 6 * (count - 1)) / count;
      let [differing, coloured] = [0, 0];
      for (let y = 60; y < high - 10; y += 7) {
        for (let x = 10; x < pane - 10; x += 5) {
          const first = [...pixels.subarray((y * wide + x) * 4, (y * wide + x) * 4 + 3)];
          const from = (y * wide + x + Math.round(pane + 6)) * 4;
          if (first.some((value, band) => Math.abs(value - pixels[from + band]!) > 3)) differing++;
          if (Math.max(...first) - Math.min(...first) > 20) coloured++;
        }
      }
      expect(coloured, title).toBeGreaterThan(50);
      expect(differing / coloured, title).toBeLessThan(0.1);
    }
    await slide(page, 'Light', 1);
    await slide(page, 'Colour', 1);
  });

  it('draws the histogram of what is seen, and lets it follow the sliders', async () => {
    const { page } = studio;
    await page.locator('summary', { hasText: 'Histogram' }).click();
    const after = page.locator('.histogram path.after');
    await after.waitFor();
    const clean = await after.getAttribute('d');
    await slide(page, 'Light', 0);
    await page.waitForFunction((before) => document.querySelector('.histogram path.after')!.getAttribute('d') !== before, clean);
    await slide(page, 'Colour', 0);
    // Without strength the two curves are one.
    await page.waitForFunction(() => {
      const points = (name: string) =>
        document
          .querySelector(`.histogram path.${name}`)!
          .getAttribute('d')!
          .match(/[\d.]+,[\d.]+/g)!;
      return points('before').slice(1, -1).join() === points('after').join();
    });
    await page.locator('.histogram label', { hasText: 'Red' }).click();
    await page.waitForSelector('.histogram .channel-red');
    await slide(page, 'Light', 1);
    await slide(page, 'Colour', 1);
  });

  it('shows what several models make of one region, and takes the one that is chosen', async () => {
    const { page } = studio;
    await view(page, 'Split');
    await page.getByRole('button', { name: 'Compare models' }).click();
    await page.waitForSelector('.trials li[data-model="plain-8-16-8-4"]', { timeout: 120_000 });
    const models = await page
      .locator('.trials li[data-model]')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-model')!));
    const ship = await shippedModels();
    // For a picture in colour.
    expect(models.slice(0, 3)).toEqual(['color-s', 'color-m', 'color-xs']);
    expect(models.sort()).toEqual([...ship].sort());
    const pictures = () =>
      page.locator('.trials canvas').evaluateAll((canvases) =>
        canvases.map((canvas) => {
          const { width: wide, height: high } = canvas as HTMLCanvasElement;
          if (wide === 0 || high === 0) return 0;
          const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, wide, high);
          let sum = 0;
          for (let at = 0; at < data.length; at += 4) sum = (sum * 31 + data[at]! * 7 + data[at + 1]! * 3 + data[at + 2]!) % 1_000_003;
          return sum;
        }),
      );
    await expect.poll(async () => (await pictures()).every((sum) => sum > 0)).toBe(true);
    const before = await pictures();
    expect(new Set(before).size).toBe(ship.length + 1);
    // One is zoomed with a key, all follow.
    await page.locator('.trial-pane').first().focus();
    await page.keyboard.press('+');
    await expect.poll(async () => (await pictures()).filter((sum, index) => sum !== before[index]).length).toBe(ship.length + 1);
    await page.getByRole('button', { name: 'Use gray-xs' }).click();
    await page.waitForSelector('.status:has-text("Cleaned with gray-xs")', { timeout: 60_000 });
    await expect.poll(() => page.locator('.trials').count()).toBe(0);
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await expect.poll(focused).toBe('compare-models');
    // From wherever the focus is.
    await page.keyboard.press('Enter');
    await page.locator('.trials').waitFor();
    await page.getByLabel('Model', { exact: true }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.trials').count()).toBe(0);
    await page.getByLabel('Model', { exact: true }).selectOption('auto');
    await page.waitForSelector('.status:has-text("Cleaned with color-")', { timeout: 60_000 });
  });

  it('draws the picture again when the GPU was taken away', async () => {
    const { page } = studio;
    await view(page, 'After');
    const before = await seen();
    await page.evaluate(async () => {
      const canvas = document.querySelector<HTMLCanvasElement>('.frame canvas')!;
      const context = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
      const lost = new Promise((resolve) => canvas.addEventListener('webglcontextlost', resolve));
      context.loseContext();
      await lost;
      await new Promise((resolve) => setTimeout(resolve, 100));
      context.restoreContext();
    });
    await expect.poll(async () => meanDifference(await seen(), before), { timeout: 60_000 }).toBeLessThan(0.5);
    await view(page, 'Split');
  });

  it('says the values of a 16-bit file in its own depth, to the keyboard too', async () => {
    const { page } = studio;
    const deep = await fileOf(noisy, { depth: 16, format: 'png' });
    await choose(page, { name: 'deep.png', mimeType: 'image/png', buffer: deep });
    await done(page);
    await page.getByRole('application').focus();
    await page.keyboard.press('l');
    await page.waitForFunction(() => /\d{4}/.test(document.querySelector('.loupe[role=status] figcaption')?.textContent ?? ''));
    const [x, y] = (await page.locator('.loupe p').innerText()).split(',').map(Number) as [number, number];
    const { samples } = await decodePicture(new Uint8Array(deep));
    const at = (y * width + x) * 3;
    expect((await page.locator('.loupe figcaption').first().innerText()).split(' ').map(Number)).toEqual([...samples.subarray(at, at + 3)]);
    await page.keyboard.press('l');
    await expect.poll(() => page.locator('.loupe').count()).toBe(0);
  });

  it('is worked with fingers: two zoom, one moves the split, one that rests opens the loupe', async () => {
    const { page, context } = studio;
    const devtools = await context.newCDPSession(page);
    const box = (await page.locator('.frame').boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) });
    const zoom = async () => Number.parseInt(await page.locator('.zoom output').innerText(), 10);
    await page.keyboard.press('0');
    const before = await zoom();
    await touch('touchStart', [x - 40, y], [x + 40, y]);
    await touch('touchMove', [x - 60, y], [x + 60, y]);
    await touch('touchMove', [x - 80, y], [x + 80, y]);
    await touch('touchEnd');
    await expect.poll(zoom).toBeGreaterThan(before * 1.6);
    const split = () => page.getByLabel('Place of the split').inputValue();
    await page.getByLabel('Place of the split').fill('50');
    await touch('touchStart', [x + 5, y]);
    await touch('touchMove', [x + box.width * 0.25, y]);
    await touch('touchEnd');
    await expect.poll(split).toBe('75');
    await touch('touchStart', [x - 150, y]);
    await page.waitForSelector('.loupe');
    await touch('touchEnd');
    await page.waitForSelector('.loupe', { state: 'detached' });
  });

  it('reports no error', () => expect(studio.errors).toEqual([]));
});
