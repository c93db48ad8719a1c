import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../../packages/web/src/testing/find-browser.js';
import { type OpenStudio, openStudio } from '../testing/open-studio.js';

describe.skipIf(findBrowser() === undefined)('Fingers on the viewer, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio({ at: '?threads=1', webgl: false });
    await studio.page.getByRole('button', { name: 'cells' }).click();
    await studio.page.waitForSelector('.figures tbody');
  }, 180_000);
  afterAll(() => studio?.close());

  it('close the loupe when a second one comes to the one that rests', async () => {
    const { page, context } = studio;
    const devtools = await context.newCDPSession(page);
    const box = (await page.locator('.frame').boundingBox())!;
    const [x, y] = [box.x + box.width / 2 - 150, box.y + box.height / 2];
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) });
    await touch('touchStart', [x, y]);
    await page.waitForSelector('.loupe');
    await touch('touchStart', [x, y], [x + 80, y]);
    await page.waitForSelector('.loupe', { state: 'detached' });
    await touch('touchEnd');
    expect(studio.errors).toEqual([]);
  });
});
