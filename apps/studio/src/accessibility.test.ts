import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as Axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

declare global {
  interface Window {
    /** There once its script is evaluated. */
    readonly axe: typeof Axe;
  }
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The contrast of an element's text, for what axe does not compute: text in drawings, and text on a picture, which may be black or white
 * there. Signs are text here too.
 */
function contrastOf(element: Element): number {
  type Color = readonly [number, number, number, number];
  const parse = (text: string): Color => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue, alpha];
  };
  const over = (top: Color, below: Color): Color => {
    const mix = (channel: 0 | 1 | 2) => top[channel] * top[3] + below[channel] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const luminance = (color: Color) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, channel) => {
      const value = color[channel]! / 255;
      return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0);
  const style = getComputedStyle(element);
  const ink = parse(element instanceof SVGElement ? style.fill : style.color);
  const layers: Color[] = [];
  for (let at: Element | null = element; at !== null && !at.matches('.frame'); at = at.parentElement) {
    const color = parse(getComputedStyle(at).backgroundColor);
    layers.push(color);
    if (color[3] === 1) break;
  }
  const contrasts = [0, 255].map((value) => {
    const ground = layers.reduceRight((below, layer) => over(layer, below), [value, value, value, 1] as Color);
    const [one, other] = [luminance(over(ink, ground)), luminance(ground)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  });
  return Math.min(...contrasts);
}

/** Rules of WCAG 2.2 AA and of good practice that the page breaks, and text whose contrast is less than 4.5. */
async function faults({ page }: OpenStudio): Promise<string[]> {
  await page.evaluate(axe);
  const { violations, incomplete } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations', 'incomplete'] }));
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')}: ${any[0]?.message ?? ''}`),
  );
  for (const { target } of incomplete.filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes)) {
    const contrast = await page.locator(target.join(' ')).first().evaluate(contrastOf);
    if (!(contrast >= 4.5)) found.push(`color-contrast: ${target.join(' ')}: ${contrast.toFixed(2)}`);
  }
  return found;
}

/** Text that is in the page with contrast that axe found good enough: that the check looked at something. */
async function textsWithContrast({ page }: OpenStudio): Promise<number> {
  return page.evaluate(async () => {
    const { passes } = await window.axe.run({ runOnly: ['color-contrast'] });
    return passes[0]?.nodes.length ?? 0;
  });
}

const looks = [
  { name: 'light, desktop', colorScheme: 'light', width: 1280, height: 860 },
  { name: 'dark, desktop', colorScheme: 'dark', width: 1280, height: 860 },
  { name: 'light, the narrowest phone', colorScheme: 'light', width: 320, height: 640 },
  { name: 'dark, phone', colorScheme: 'dark', width: 390, height: 844 },
] as const;

describe.skipIf(findBrowser() === undefined)('Studio is for everybody, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    // Something moves but for what the system asks.
    studio = await openStudio({ at: '?threads=1', still: false });
  }, 180_000);
  afterAll(() => studio?.close());

  /** What is wrong with the page as it is now, in each look; `texts`: so many have a contrast at least. */
  async function faultsInEachLook(texts: number): Promise<string[]> {
    const found: string[] = [];
    for (const { name, colorScheme, width, height } of looks) {
      await studio.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await studio.page.setViewportSize({ width, height });
      const wide = await studio.page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found.push(`${name}: ${wide} pixels wide`);
      // Where the picture fills the window, nothing lies below it.
      const below = await studio.page.evaluate(() =>
        document.querySelector('.stage') === null ? 0 : document.documentElement.scrollHeight - innerHeight,
      );
      if (width > 800 && below > 0) found.push(`${name}: ${below} pixels of nothing below the window`);
      const panel = await studio.page.evaluate(() => {
        const { scrollWidth = 0, clientWidth = 0 } = document.querySelector('.panel') ?? {};
        return scrollWidth - clientWidth;
      });
      if (panel > 0) found.push(`${name}: a panel that is ${panel} pixels wider than its place`);
      found.push(...(await faults(studio)).map((fault) => `${name}: ${fault}`));
    }
    expect(await textsWithContrast(studio)).toBeGreaterThan(texts);
    return found;
  }

  it('moves nothing when the system asks for less motion, and would otherwise', async () => {
    const { page } = studio;
    const moving = () =>
      page.evaluate(
        () =>
          [...document.querySelectorAll('*')].filter((element) => {
            const { transitionDuration, animationName } = getComputedStyle(element);
            return animationName !== 'none' || transitionDuration.split(',').some((duration) => Number.parseFloat(duration) > 0);
          }).length,
      );
    expect(await moving()).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving()).toBe(0);
  });

  it('Clean: contrast, labels and roles hold in light and dark, and nothing is wider than a phone', async () => {
    const { page } = studio;
    expect(await faultsInEachLook(10)).toEqual([]);
    await page.getByRole('button', { name: 'cells' }).click();
    await page.waitForSelector('.figures tbody');
    await page.getByText('Measure against').click();
    expect(await faultsInEachLook(30)).toEqual([]);
    const name = `${'a-name-from-the-archive-'.repeat(5)}1987.png`;
    await page
      .locator('input[type=file][multiple]')
      .first()
      .setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from('nothing') });
    await page.waitForSelector('.problem');
    expect(await faultsInEachLook(10)).toEqual([]);
  }, 300_000);

  it('Learn: contrast, labels and roles hold in light and dark, before and after a training, and nothing is wider than a phone', async () => {
    const { page } = studio;
    await page.getByRole('link', { name: 'Learn' }).click();
    await page.waitForSelector('.pair canvas');
    await page.getByText('128 × 128').click();
    await page.getByLabel('Widths of the layers').fill('2');
    await page.getByLabel('Epochs').fill('5');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForSelector('[data-testid=gain]');
    expect(await faultsInEachLook(60)).toEqual([]);
  }, 300_000);
});
