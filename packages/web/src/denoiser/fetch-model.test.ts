import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../testing/find-browser.js';
import { openPage, type TestPage } from '../testing/open-page.js';

describe.skipIf(findBrowser() === undefined)('models of a site, in a real Chromium (needs chromium)', () => {
  let opened: TestPage;
  const fetched: string[] = [];
  beforeAll(async () => {
    opened = await openPage();
    opened.page.on('request', (request) => {
      if (request.url().endsWith('.onnx')) fetched.push(request.url().replace(/^.*\//, ''));
    });
  }, 120_000);
  afterAll(() => opened?.close());

  /** The length of a model's file as the shelf reads it, or why it does not. */
  const read = (name: string) =>
    opened.page.evaluate(
      (wanted) =>
        window.cleargrain
          .modelShelf('models/models.json')
          .read(wanted)
          .then(
            ({ length }) => length,
            (error: Error) => `${error.name}: ${error.message}`,
          ),
      name,
    );

  it('are fetched once and kept', async () => {
    const length = await read('plain-8-16-8-4');
    expect(length).toBeGreaterThan(5_000);
    await opened.page.reload();
    await opened.page.waitForFunction(() => 'cleargrain' in window);
    expect(await read('plain-8-16-8-4')).toBe(length);
    expect(fetched).toEqual(['plain-8-16-8-4.onnx']);
  });

  it('are refused when their bytes are not those that are listed, and then not kept; one that is damaged in the cache is fetched anew', async () => {
    const { page } = opened;
    const pattern = '**/gray-xs.onnx';
    await page.route(pattern, async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length >> 1]! ^= 1;
      await route.fulfill({ response, body });
    });
    const refusal = 'ModelError: gray-xs: its file is damaged, or not the one that is listed';
    expect([await read('gray-xs'), await read('gray-xs')]).toEqual([refusal, refusal]);
    await page.unroute(pattern);
    const length = await read('gray-xs');
    expect(length).toBeGreaterThan(5_000);
    await page.evaluate(async () => {
      const cache = await caches.open('cleargrain-models');
      const kept = (await cache.keys()).find(({ url }) => url.endsWith('gray-xs.onnx'))!;
      await cache.put(kept, new Response('damaged'));
    });
    expect(await read('gray-xs')).toBe(length);
    expect(fetched.filter((name) => name === 'gray-xs.onnx')).toHaveLength(4);
  });

  it('are named when they cannot be fetched, or are not listed', async () => {
    await opened.page.route('**/color-xs.onnx', (route) => route.fulfill({ status: 404, body: '' }));
    expect(await read('color-xs')).toBe('ModelError: color-xs: could not be fetched (404)');
    expect(await read('other')).toMatch(/^RangeError: expected one of .*gray-xs.* for model, received 'other'$/i);
  });
});
