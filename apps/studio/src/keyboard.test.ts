import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { download } from './testing/download.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

/** What has the focus: its name as a screen reader says it, about, and whether one sees that it has it. */
interface Focused {
  readonly name: string;
  readonly visible: boolean;
}

describe.skipIf(findBrowser() === undefined)('Studio with the keyboard alone, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio({ webgl: false, at: '?threads=1' });
  }, 180_000);
  afterAll(() => studio?.close());

  const focused = () =>
    studio.page.evaluate((): Focused => {
      const element = document.activeElement as HTMLElement;
      const labels = (element as HTMLInputElement).labels ?? [];
      const name = element.getAttribute('aria-label') ?? [...labels].map((label) => label.innerText).join(' ') ?? '';
      // A radio button is shown by its label.
      const shown = element.matches('[type=radio]') ? element.closest('label')! : element;
      const { outlineStyle, outlineWidth } = getComputedStyle(shown);
      return { name: name || element.innerText, visible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 };
    });

  /** Goes on with Tab until something of that name has the focus. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let i = 0; i < 60; i++) {
      await studio.page.keyboard.press('Tab');
      // Between the last element and the first the page itself has the focus; a slow machine comes by before a button is enabled.
      if (await studio.page.evaluate(() => document.activeElement === document.body)) continue;
      const { name: found, visible } = await focused();
      expect([found, visible]).toEqual([found, true]);
      if (name.test(found)) return;
    }
    throw new Error(`nothing of the name ${name} takes the focus`);
  }
  const press = (...keys: string[]) => keys.reduce((before, key) => before.then(() => studio.page.keyboard.press(key)), Promise.resolve());

  it('Learn goes the whole way, from the pictures to the files', async () => {
    const { page } = studio;
    await tabTo(/^Learn$/);
    await press('Enter');
    await page.waitForSelector('.pair canvas');
    await tabTo(/^Test on it: page\.png$/);
    await press('Enter');
    await expect.poll(() => page.locator('.pictures .chosen strong').innerText()).toBe('page.png');
    await tabTo(/256 × 256/);
    await press('ArrowLeft', 'ArrowLeft');
    await expect.poll(() => page.locator('.choice .chosen').first().innerText()).toBe('128 × 128');
    await tabTo(/^Kind of noise/);
    await press('s', 'a');
    await expect.poll(() => page.getByLabel('Kind of noise').inputValue()).toBe('salt-pepper');
    await tabTo(/^Pixels lost/);
    await press('ArrowRight');
    await tabTo(/^Widths of the layers/);
    await press('Control+a');
    await page.keyboard.type('4, 2');
    await expect.poll(() => page.locator('.network figcaption').innerText()).toMatch(/^133 parameters/);
    await tabTo(/^Epochs/);
    await press('Home', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    await tabTo(/^Train$/);
    await press('Enter');
    // The button that was pressed is gone; the focus is on the one in its place.
    const nowOn = (name: string) => page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, name);
    await nowOn('Pause');
    await press('Enter');
    await nowOn('Go on');
    await press('Enter');
    await page.waitForSelector('[data-testid=gain]');
    await tabTo(/^Save the network/);
    const { name } = await download(page, () => press('Enter'));
    expect(name).toBe('model.onnx');
    await tabTo(/^Save the results$/);
    const { bytes } = await download(page, () => press('Enter'));
    expect(JSON.parse(bytes.toString()).settings).toMatchObject({ noise: 'salt-pepper:0.11', layers: [4, 2], epochs: 20 });
    expect(studio.errors).toEqual([]);
  }, 300_000);

  it('Clean goes the whole way, from a sample over strength, view and format to the file', async () => {
    const { page } = studio;
    await page.goto(`${studio.url}?threads=1`);
    await page.waitForSelector('.welcome');
    await tabTo(/^cells$/);
    await press('Enter');
    await page.waitForSelector('.figures tbody');
    await tabTo(/^cells\.png, 512 × 384 pixels/);
    await tabTo(/^Split$/);
    await press('ArrowRight');
    await expect.poll(() => page.locator('.viewer-bar .chosen').innerText()).toBe('Two');
    await tabTo(/^Strength/);
    await press('PageDown');
    await expect.poll(() => page.getByRole('slider', { name: 'Strength' }).inputValue()).toBe('0.9');
    await tabTo(/^Format/);
    await press('t');
    await expect.poll(() => page.getByLabel('Format').inputValue()).toBe('tiff');
    await tabTo(/^Save the picture$/);
    const { name } = await download(page, () => press('Enter'));
    expect(name).toBe('cells-clean.tif');
    await tabTo(/^Close cells\.png$/);
    await press('Enter');
    await page.getByRole('heading', { name: 'Drop a noisy picture here' }).waitFor();
    expect(studio.errors).toEqual([]);
  }, 300_000);
});
