import { readFile } from 'node:fs/promises';
import { readModel } from '@cleargrain/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../packages/web/src/testing/find-browser.js';
import { type OpenStudio, openStudio } from './testing/open-studio.js';

describe.skipIf(findBrowser() === undefined)('Studio, Learn, in a real Chromium (needs chromium)', () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio({ width: 390, height: 844 });
  });
  afterAll(() => studio?.close());

  const download = async (button: string) => {
    const file = studio.page.waitForEvent('download');
    await studio.page.getByRole('button', { name: button }).click();
    return readFile(await (await file).path());
  };

  it('trains a network until its picture is better, with the pictures that are there', async () => {
    const { page } = studio;
    await page.getByRole('link', { name: 'Learn' }).click();
    await page.waitForSelector('.pair canvas');
    await page.getByText('128 × 128').click();
    await page.getByLabel('Widths of the layers').fill('8, 4');
    expect(await page.locator('.network figcaption').innerText()).toMatch(/^409 parameters; its receptive field is 7 × 7 pixels/);
    await page.getByLabel('Epochs').fill('200');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForSelector('.live polyline');
    await page.getByRole('button', { name: 'Pause' }).click();
    const status = () => page.locator('.step [role=status]').innerText();
    await page.waitForTimeout(300);
    const paused = await status();
    await page.waitForTimeout(500);
    expect(await status()).toBe(paused);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForSelector('[data-testid=gain]', { timeout: 120_000 });
    const gain = /gained ([\d.-]+) dB/.exec(await page.locator('[data-testid=gain]').innerText());
    expect(Number(gain![1])).toBeGreaterThan(3);
  }, 180_000);

  it('saves the network, the figure and the results', async () => {
    const model = readModel('mine', new Uint8Array(await download('Save the network')));
    expect(model).toMatchObject({ network: { architecture: 'plain', channels: 1, widths: [8, 4] } });
    const figure = await download('Save the figure');
    expect(figure.subarray(1, 4).toString()).toBe('PNG');
    const results = JSON.parse((await download('Save the results')).toString());
    expect(results.images).toHaveLength(3);
    expect(results.images.at(-1)).toMatchObject({ name: 'puppet.png', heldOut: true });
    expect(results.curve.length).toBeGreaterThan(5);
  });

  it('is not wider than a phone', async () => {
    expect(await studio.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it('stops when it is enough, and measures what was learnt', async () => {
    const { page } = studio;
    await page.getByLabel('Epochs').fill('300');
    await page.getByRole('button', { name: 'Train again' }).click();
    await page.waitForFunction(() => /Step [1-9]/.test(document.querySelector('.step [role=status]')?.textContent ?? ''));
    await page.getByRole('button', { name: 'That is enough' }).click();
    await page.waitForSelector('[data-testid=gain]', { timeout: 60_000 });
    expect(studio.errors).toEqual([]);
  });
});
