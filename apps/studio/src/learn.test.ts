import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { clip, createRandom, crop, gaussian, psnr, readModel, toGray } from '@cleargrain/core';
import { readImage, writeImage } from '@cleargrain/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { download } from './testing/download.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

describe.skipIf(findBrowser() === undefined)('Studio, Learn, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio({ width: 390, height: 844, webgl: false, at: '?threads=1#learn' });
    // The samples come one after another, the last is the one that is tested on.
    await studio.page.waitForSelector('.pair figcaption:has-text("puppet.png")');
  }, 180_000);
  afterAll(() => studio?.close());

  const press = (name: string) => studio.page.getByRole('button', { name, exact: true }).click();
  const save = (name: string) => download(studio.page, () => press(name));
  const status = () => studio.page.locator('.step [role=status]').innerText();
  const lossOf = (text: string) => Number(/loss ([\d.e-]+)/.exec(text)?.[1]);
  const noisyFigures = () => studio.page.locator('.pair figcaption').last().innerText();

  it('shows the noise of each kind at once, and the same for the same seed', async () => {
    const { page } = studio;
    const seen = new Set<string>();
    for (const kind of ['poisson', 'camera', 'salt-pepper', 'speckle', 'jpeg', 'gaussian']) {
      const before = await noisyFigures();
      await page.getByLabel('Kind of noise').selectOption(kind);
      await page.waitForFunction((old) => document.querySelector<HTMLElement>('.pair figure:last-child')?.innerText.trim() !== old, before);
      seen.add(await noisyFigures());
    }
    expect(seen.size).toBe(6);
    const first = await noisyFigures();
    const changes = async (label: string, value: string) => {
      const before = await noisyFigures();
      await page.getByLabel(label).fill(value);
      await page.waitForFunction((old) => document.querySelector<HTMLElement>('.pair figure:last-child')?.innerText.trim() !== old, before);
    };
    await changes('Noise σ', '50');
    await expect.poll(noisyFigures).toMatch(/^Noisy 1[45]\./);
    await changes('Noise σ', '25');
    await changes('Seed', '2');
    await changes('Seed', '1');
    await expect.poll(noisyFigures).toBe(first);
  });

  it('draws the network with the parameters and the receptive field of each layer', async () => {
    const { page } = studio;
    const caption = () => page.locator('.network figcaption').innerText();
    await expect.poll(caption).toMatch(/^2,737 parameters; its receptive field is 11 × 11 pixels/);
    await page.getByLabel('Widths of the layers').fill('8, 0');
    await expect.poll(() => page.getByLabel('Widths of the layers').getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => page.getByRole('button', { name: 'Train', exact: true }).isDisabled()).toBe(true);
    await expect.poll(() => page.locator('.step > .wrong').innerText()).toBe('The widths of the layers in step 4 make no network yet.');
    await page.getByRole('link', { name: 'Clean', exact: true }).click();
    await page.getByRole('link', { name: 'Learn', exact: true }).click();
    await expect.poll(() => page.getByLabel('Widths of the layers').inputValue()).toBe('8, 0');
    await expect.poll(() => page.locator('#layers-hint').innerText()).toMatch(/^Expected up to 16 whole numbers/);
    await page.getByLabel('Widths of the layers').fill('8, 4');
    await expect.poll(caption).toMatch(/^409 parameters; its receptive field is 7 × 7 pixels/);
    await expect.poll(() => page.getByRole('button', { name: 'Train', exact: true }).isDisabled()).toBe(false);
    await expect
      .poll(() => page.locator('.network text').allTextContents())
      .toEqual(expect.arrayContaining(['80 parameters', '292 parameters', '37 parameters', 'sees 3 × 3', 'sees 5 × 5', 'sees 7 × 7']));
  });

  it('trains until the loss has fallen and the picture that it never saw is better; pause holds it', async () => {
    const { page } = studio;
    await page.getByText('128 × 128').click();
    await page.getByLabel('Epochs').fill('200');
    await press('Train');
    await page.waitForFunction(() => /loss/.test(document.querySelector('.step [role=status]')?.textContent ?? ''));
    const atFirst = lossOf(await status());
    await page.waitForSelector('.live polyline');
    await press('Pause');
    // A step may be under way.
    await page.waitForTimeout(1000);
    const paused = await status();
    expect(paused).toMatch(/^Paused/);
    await page.waitForTimeout(1000);
    expect(await status()).toBe(paused);
    await press('Go on');
    await page.waitForSelector('[data-testid=gain]', { timeout: 290_000 });
    expect(lossOf(await status())).toBeLessThan(atFirst / 2);
    const gain = /gained ([\d.-]+) dB/.exec(await page.locator('[data-testid=gain]').innerText());
    expect(Number(gain![1])).toBeGreaterThan(3);
    const labels = await page.locator('.chart svg').evaluateAll((charts) => charts.map((chart) => chart.getAttribute('aria-label')));
    expect(labels[0]).toMatch(/^Loss: /);
    expect(labels[1]).toMatch(/^Validation: \d+/);
    expect(labels[2]).toMatch(/^PSNR against the noise, trained on Gaussian noise, σ 25: /);
  }, 300_000);

  it('saves the figure, the curve and the results', async () => {
    for (const button of ['Save the figure', 'Save the curve']) {
      const { bytes } = await save(button);
      const { width, height, channels } = await sharp(bytes).metadata();
      expect([width! > 700, height! > 400]).toEqual([true, true]);
      const { channels: seen } = await sharp(bytes).stats();
      expect([channels, seen.some(({ stdev }) => stdev > 20)]).toEqual([4, true]);
    }
    const results = JSON.parse((await save('Save the results')).bytes.toString());
    expect(results.settings).toMatchObject({ noise: 'gaussian:25', layers: [8, 4], seed: 1 });
    expect(results.images).toHaveLength(3);
    expect(results.images.at(-1)).toMatchObject({ name: 'puppet.png', heldOut: true });
    expect(results.curve.length).toBeGreaterThan(5);
  });

  it('saves the network as a file with which the command denoises', async () => {
    const { name, bytes } = await save('Save the network (.onnx)');
    expect(name).toBe('model.onnx');
    expect(readModel('mine', new Uint8Array(bytes))).toMatchObject({
      network: { architecture: 'plain', channels: 1, widths: [8, 4] },
      training: { recipe: { noise: [{ kind: 'gaussian' }] } },
    });
    const folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-learn-'));
    const at = (file: string) => path.join(folder, file);
    try {
      await writeFile(at(name), bytes);
      const sample = toGray(await readImage(path.join(repository, 'samples', 'facade.png')));
      const clean = clip(crop(sample, { x: 60, y: 60, width: 160, height: 120 }));
      const noisy = clip(gaussian(25).apply(clean, createRandom(1)));
      await writeImage(at('noisy.png'), noisy);
      const command = path.join(repository, 'apps', 'command', 'bin', 'cleargrain.js');
      await promisify(execFile)(process.execPath, [command, 'denoise', at('noisy.png'), '-o', at('clean.png'), '--model', at(name)]);
      expect(psnr(await readImage(at('clean.png')), clean)).toBeGreaterThan(psnr(noisy, clean) + 2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('cleans pictures with the network at once', async () => {
    const { page } = studio;
    await press('Clean pictures with it');
    await page.getByRole('button', { name: 'cells' }).click();
    await page.waitForSelector('.status:has-text("Cleaned with trained-here")');
    // The figures come a moment later.
    await page.waitForSelector('.figures tbody');
    await expect.poll(() => page.getByLabel('Model', { exact: true }).inputValue()).toBe('trained-here');
    const [noisy, denoised] = (await page.locator('.figures tbody td:nth-of-type(1)').allInnerTexts()).map(Number.parseFloat);
    expect(denoised).toBeGreaterThan(noisy! + 2);
    await page.getByRole('link', { name: 'Learn', exact: true }).click();
  });

  it('stops when it is enough, and measures what was learnt of another kind of noise', async () => {
    const { page } = studio;
    await page.getByLabel('Kind of noise').selectOption('salt-pepper');
    await page.getByLabel('Epochs').fill('300');
    await press('Train again');
    await page.waitForFunction(() => /Step [1-9]/.test(document.querySelector('.step [role=status]')?.textContent ?? ''));
    await press('That is enough');
    await page.waitForSelector('[data-testid=gain]', { timeout: 60_000 });
    const { curve, settings } = JSON.parse((await save('Save the results')).bytes.toString());
    expect(settings.noise).toBe('salt-pepper:0.1');
    expect(settings.steps).toBeLessThan(1000);
    expect(settings.epochs).toBeLessThan(300);
    // All of what was done is then all there is.
    await expect.poll(status).toMatch(new RegExp(`^Step ${settings.steps} of ${settings.steps}, loss [^,]+$`));
    expect(curve.every(({ noise }: { noise: string }) => noise.startsWith('salt-pepper:'))).toBe(true);
  });

  it('can be cancelled, and then trains again', async () => {
    const { page } = studio;
    await press('Train again');
    await page.waitForFunction(() => /Step [1-9]/.test(document.querySelector('.step [role=status]')?.textContent ?? ''));
    await press('Cancel');
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
    await expect.poll(status).toMatch(/^Stopped\. Step \d+ of \d+/);
    await expect.poll(() => page.locator('[data-testid=gain]').count()).toBe(0);
    await expect.poll(() => page.locator('.alert').count()).toBe(0);
  });

  it('takes pictures of one’s own, and says what is wrong with a file that is none', async () => {
    const { page } = studio;
    const own = await sharp({ create: { width: 90, height: 70, channels: 3, background: 'tomato' } })
      .png()
      .toBuffer();
    const files = page.locator('.learn input[type=file]');
    await files.setInputFiles([
      { name: 'own.png', mimeType: 'image/png', buffer: own },
      { name: 'broken.png', mimeType: 'image/png', buffer: own.subarray(0, 60) },
    ]);
    await page.waitForSelector('.alert');
    await expect
      .poll(() => page.locator('.alert').innerText())
      .toMatch(/^broken\.png: cut short: 60 bytes that do not reach the last chunk \(IEND\)/);
    await expect
      .poll(() => page.locator('.pictures strong').allInnerTexts())
      .toEqual(['page.png', 'still-life.png', 'puppet.png', 'own.png']);
    await press('Take out own.png');
    await press('Test on it: page.png');
    await expect.poll(() => page.locator('.pictures strong').allInnerTexts()).toEqual(['still-life.png', 'puppet.png', 'page.png']);
  });

  it('keeps two pictures of one name apart, and takes the same one once', async () => {
    const { page } = studio;
    for (const background of ['tomato', 'tomato', 'navy']) {
      const buffer = await sharp({ create: { width: 64, height: 64, channels: 3, background } })
        .png()
        .toBuffer();
      await page.locator('.learn input[type=file]').setInputFiles({ name: 'image.png', mimeType: 'image/png', buffer });
    }
    // The picture that was chosen to be tested on stays the one, and is the last.
    await expect
      .poll(() => page.locator('.pictures strong').allInnerTexts())
      .toEqual(['still-life.png', 'puppet.png', 'image.png', 'image-2.png', 'page.png']);
    const colorOf = (name: string) =>
      page
        .getByLabel(`${name} in small`)
        .evaluate((canvas: HTMLCanvasElement) => [...canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data].slice(0, 3));
    expect([await colorOf('image.png'), await colorOf('image-2.png')]).toEqual([
      [255, 99, 71],
      [0, 0, 128],
    ]);
    await press('Take out image-2.png');
    await press('Take out image.png');
    await expect.poll(() => page.locator('.pictures strong').allInnerTexts()).toEqual(['still-life.png', 'puppet.png', 'page.png']);
    await expect.poll(() => page.locator('.alert').count()).toBe(0);
    expect(studio.errors).toEqual([]);
  });
});
