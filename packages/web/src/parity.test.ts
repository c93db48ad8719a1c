import { fileURLToPath } from 'node:url';
import { createDenoiser, readImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from './testing/find-browser.js';
import { openPage, type TestPage } from './testing/open-page.js';

/** Largest differences from Node's CPU on the 0–1 scale: sums in another order, and on WebGPU also with other rounding. */
const tolerances = { wasm: 1e-4, webgpu: 1e-3 } as const;

describe.skipIf(findBrowser() === undefined)('the package in a real Chromium (needs chromium)', { timeout: 300_000 }, () => {
  let opened: TestPage;
  beforeAll(async () => {
    opened = await openPage();
  }, 120_000);
  afterAll(() => opened?.close());

  /** A noisy part of a sample, made in the same way on both sides. */
  const part = { x: 180, y: 150, width: 70, height: 54 };
  const sample = fileURLToPath(new URL('../../../samples/puppet.png', import.meta.url));

  it.each(['wasm', 'webgpu'] as const)('gives the picture that Node gives, on %s', async (device) => {
    const { clip, createRandom, crop, gaussian } = await import('@cleargrain/core');
    const noisy = clip(gaussian(25).apply(crop(await readImage(sample), part), createRandom(1)));
    const node = await createDenoiser({ device: 'cpu' });
    const expected = await node.denoise({ ...noisy, data: noisy.data.slice() });
    await node.close();
    const {
      data,
      description,
      device: ran,
    } = await opened.page.evaluate(
      async ([width, height, samples, wanted]) => {
        const { createDenoiser, createImage } = window.cleargrain;
        const denoiser = await createDenoiser({ device: wanted });
        const result = await denoiser.denoise(createImage(width, height, 3, Float32Array.from(samples)));
        await denoiser.close();
        return { data: [...result.data], description: denoiser.description, device: denoiser.device };
      },
      [part.width, part.height, [...noisy.data], device] as const,
    );
    expect(ran).toBe(device);
    expect(description).toMatch(device === 'wasm' ? /^WebAssembly, \d+ threads?$/ : /^WebGPU/);
    const largest = data.reduce((worst, value, index) => Math.max(worst, Math.abs(value - expected.data[index]!)), 0);
    expect(largest).toBeLessThan(tolerances[device]);
    // A picture that nothing was done to would differ from Node's by far more.
    expect(noisy.data.reduce((worst, value, index) => Math.max(worst, Math.abs(value - expected.data[index]!)), 0)).toBeGreaterThan(0.1);
  });
});
