import { expect, it } from 'vitest';
import { createImage, type Image } from '../image/image.js';
import { createRandom } from '../random.js';
import { clip } from './clip.js';
import { gaussian } from './gaussian.js';
import { jpeg } from './jpeg.js';
import { noiseCorrelation } from './noise-correlation.js';
import { scene } from './testing/scene.js';
import { flat } from './testing/statistics.js';

/** The mean of each pixel and its neighbours to the right and below: correlations of 1/4 … 1/2. */
function smoothed({ width, height, channels, data }: Image): Image {
  const result = createImage(width, height, channels);
  for (let i = 0; i < data.length; i++) {
    const right = i % width < width - 1 ? 1 : 0;
    const below = Math.floor(i / width) % height < height - 1 ? width : 0;
    result.data[i] = (data[i]! + data[i + right]! + data[i + below]! + data[i + right + below]!) / 4;
  }
  return result;
}

it.each([1, 3] as const)('is about 0 for white noise, clipped or not (%i channels)', async (channels) => {
  for (const sigma of [5, 25]) {
    const noisy = gaussian(sigma).apply(scene(256, 200, channels), createRandom(sigma));
    for (const picture of [noisy, clip(noisy)]) expect(Math.abs((await noiseCorrelation(picture)).neighbors)).toBeLessThan(0.1);
  }
});

it.each([1, 3] as const)('is what smoothing makes of it: a half, less for the flattest patches (%i channels)', async (channels) => {
  const noise = gaussian(20).apply(flat(256, 200, channels, 0.5), createRandom(1));
  const { neighbors, sigma } = await noiseCorrelation(smoothed(noise));
  // Patches are flat by chance where their noise is least alike; mean and slope of each take some of it too.
  expect(neighbors).toBeGreaterThan(0.28);
  expect(neighbors).toBeLessThan(0.5);
  expect(sigma).toBeGreaterThan(3);
});

it('shows what JPEG does to noise', async () => {
  const noisy = clip(gaussian(8).apply(scene(256, 200, 3), createRandom(2)));
  const { neighbors, sigma } = await noiseCorrelation(jpeg(60).apply(noisy, createRandom(1)));
  expect(neighbors).toBeGreaterThan(0.35);
  expect(sigma).toBeGreaterThan(1);
});

it('is 0 where there is no noise, and for pictures too small for a patch', async () => {
  for (const picture of [flat(100, 90, 3, 0.5), flat(3, 100, 1, 0.2)])
    expect(await noiseCorrelation(picture)).toEqual({ neighbors: 0, channels: 0, sigma: 0 });
  expect((await noiseCorrelation(scene(256, 200, 1))).sigma).toBeLessThan(1);
});

it('tells noise that all colours share from noise of their own', async () => {
  const clean = scene(256, 200, 3);
  const own = gaussian(12).apply(clean, createRandom(3));
  expect(Math.abs((await noiseCorrelation(own)).channels)).toBeLessThan(0.1);
  const noise = gaussian(12).apply(flat(256, 200, 1, 0), createRandom(4));
  const shared = { ...clean, data: clean.data.map((value, i) => value + noise.data[i % noise.data.length]!) };
  const { neighbors, channels } = await noiseCorrelation(shared);
  expect(channels).toBeGreaterThan(0.9);
  expect(Math.abs(neighbors)).toBeLessThan(0.1);
});
