import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

describe.skipIf(findBrowser() === undefined)('Studio as an installed app, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio({ webgl: false, at: '?threads=1' });
    await studio.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }, 180_000);
  afterAll(() => studio?.close());

  it('can be installed', async () => {
    const devtools = await studio.context.newCDPSession(studio.page);
    const { errors, url } = await devtools.send('Page.getAppManifest');
    expect([url, errors]).toEqual([`${studio.url}manifest.webmanifest`, []]);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // A private window, which a test's is, can install nothing.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  });

  it('opens without a network after the first visit, and trains', async () => {
    const { page, context } = studio;
    await context.setOffline(true);
    await page.goto(`${studio.url}?threads=1#learn`);
    await page.reload();
    await page.waitForSelector('.pair canvas');
    await page.getByText('128 × 128').click();
    await page.getByLabel('Widths of the layers').fill('2');
    await page.getByLabel('Epochs').fill('5');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForSelector('[data-testid=gain]');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(studio.errors).toEqual([]);
  }, 300_000);
});
