import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { type OpenOptions, type OpenStudio, openStudio } from './testing/open-studio.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.2 AA and of good practice that the page breaks, and text whose contrast could not be computed. */
async function faults({ page }: OpenStudio): Promise<string[]> {
  await page.evaluate(axe);
  const { violations, incomplete } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: unknown): Promise<AxeResults> } };
    return axe.run({ resultTypes: ['violations', 'incomplete'] });
  });
  return [...violations, ...incomplete.filter(({ id }) => id === 'color-contrast')].flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')}: ${any[0]?.message ?? ''}`),
  );
}

/** Text that is in the page with contrast that axe found good enough: that the check looked at something. */
async function textsWithContrast({ page }: OpenStudio): Promise<number> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: unknown): Promise<AxeResults> } };
    const { passes } = await axe.run({ runOnly: ['color-contrast'] });
    return passes[0]?.nodes.length ?? 0;
  });
}

/** Elements that are wider than the page, by their class. */
const tooWide = ({ page }: OpenStudio, width: number) =>
  page.evaluate((most) => (document.documentElement.scrollWidth > most ? document.documentElement.scrollWidth : 0), width);

describe.skipIf(findBrowser() === undefined)('Studio is for everybody, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  afterEach(() => studio?.close());
  const open = async (options: OpenOptions) => {
    studio = await openStudio(options);
    return studio.page;
  };

  describe.each([
    ['light', 'desktop', { dark: false, width: 1280, height: 860 }],
    ['dark', 'desktop', { dark: true, width: 1280, height: 860 }],
    ['light', 'phone', { dark: false, width: 320, height: 640 }],
    ['dark', 'phone', { dark: true, width: 390, height: 844 }],
  ] as const)('%s, %s', (_, __, look) => {
    it('Clean: contrast, labels and roles hold, before and with a picture; nothing is wider than the screen', async () => {
      const page = await open({ ...look, at: '?threads=1' });
      expect(await faults(studio)).toEqual([]);
      expect(await textsWithContrast(studio)).toBeGreaterThan(10);
      await page.getByRole('button', { name: 'puppet' }).click();
      await page.waitForSelector('.figures tbody');
      await page.getByText('Measure against').click();
      expect(await faults(studio)).toEqual([]);
      expect(await tooWide(studio, look.width)).toBe(0);
    });

    it('Learn: contrast, labels and roles hold, before and after a training; nothing is wider than the screen', async () => {
      const page = await open({ ...look, webgl: false, at: '?threads=1#learn' });
      await page.waitForSelector('.pair canvas');
      expect(await faults(studio)).toEqual([]);
      await page.getByText('128 × 128').click();
      await page.getByLabel('Widths of the layers').fill('2');
      await page.getByLabel('Epochs').fill('5');
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await page.waitForSelector('[data-testid=gain]');
      expect(await faults(studio)).toEqual([]);
      expect(await textsWithContrast(studio)).toBeGreaterThan(60);
      expect(await tooWide(studio, look.width)).toBe(0);
    });
  });

  it('moves nothing when the system asks for less motion, and would otherwise', async () => {
    const moving = (page: OpenStudio['page']) =>
      page.evaluate(
        () =>
          [...document.querySelectorAll('*')].filter((element) => {
            const { transitionDuration, animationName } = getComputedStyle(element);
            return animationName !== 'none' || transitionDuration.split(',').some((duration) => Number.parseFloat(duration) > 0);
          }).length,
      );
    expect(await moving(await open({ webgl: false, still: true }))).toBe(0);
    await studio.close();
    expect(await moving(await open({ webgl: false, still: false }))).toBeGreaterThan(0);
  });
});
