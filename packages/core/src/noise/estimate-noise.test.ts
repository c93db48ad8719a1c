import { expect, it } from 'vitest';
import { createImage } from '../image/image.js';
import { imageSource } from '../image/image-source.js';
import type { Region } from '../image/region.js';
import { createRandom } from '../random.js';
import { clip } from './clip.js';
import { estimateNoise } from './estimate-noise.js';
import { gaussian } from './gaussian.js';
import { scene } from './testing/scene.js';
import { flat } from './testing/statistics.js';

const cases = [1, 3].flatMap((channels) =>
  [5, 15, 25, 50].map((sigma) => ({ channels: channels === 1 ? (1 as const) : (3 as const), sigma })),
);

it.each(cases)('finds σ $sigma in $channels channels, as floats and clipped to 8 bits', async ({ channels, sigma }) => {
  const noisy = gaussian(sigma).apply(scene(256, 200, channels), createRandom(sigma));
  const tolerance = Math.max(0.6, 0.04 * sigma);
  expect(Math.abs((await estimateNoise(noisy)).sigma - sigma)).toBeLessThan(tolerance);
  expect(Math.abs((await estimateNoise(clip(noisy))).sigma - sigma)).toBeLessThan(tolerance);
});

it.each([1, 3] as const)('finds next to nothing in a clean picture, nothing in a constant one (%i channels)', async (channels) => {
  expect((await estimateNoise(scene(256, 200, channels))).sigma).toBeLessThan(1);
  for (const value of [0, 0.3, 1]) expect(await estimateNoise(flat(100, 90, channels, value))).toMatchObject({ sigma: 0 });
});

it.each([
  [1, 1],
  [1, 2],
  [3, 2],
  [2, 40],
  [3000, 1],
  [17, 9],
  [40, 40],
])('a picture of %i×%i gets a number: crude, and 0 when it is constant', async (width, height) => {
  for (const channels of [1, 3] as const) {
    const { sigma } = await estimateNoise(gaussian(20).apply(flat(width, height, channels, 0.5), createRandom(1)));
    expect(sigma).toBeGreaterThanOrEqual(0);
    expect(sigma).toBeLessThan(80);
    if (width * height >= 1600) expect(Math.abs(sigma - 20)).toBeLessThan(3);
    expect(await estimateNoise(flat(width, height, channels, 0.5))).toMatchObject({ sigma: 0 });
  }
});

it('reads only some regions of a large picture, from top to bottom', async () => {
  const regions: Region[] = [];
  const random = createRandom(2);
  const source = { ...imageSource(createImage(96, 96, 3)), width: 20_000, height: 15_000 };
  const read = (region: Region) => {
    regions.push(region);
    return gaussian(10).apply(flat(region.width, region.height, 3, 0.5), random);
  };
  expect(Math.abs((await estimateNoise({ ...source, read })).sigma - 10)).toBeLessThan(1);
  expect(regions.length).toBeGreaterThan(10);
  expect(regions.reduce((sum, { width, height }) => sum + width * height, 0)).toBeLessThan(1e6);
  expect(regions.map(({ y }) => y)).toEqual(regions.map(({ y }) => y).sort((a, b) => a - b));
  expect(regions.every(({ x, y, width, height }) => x >= 0 && y >= 0 && x + width <= 20_000 && y + height <= 15_000)).toBe(true);
});

it('samples that are not finite do not spoil the estimate', async () => {
  const noisy = gaussian(10).apply(flat(128, 128, 1, 0.5), createRandom(3));
  noisy.data[5000] = Number.NaN;
  noisy.data[9000] = Infinity;
  expect(Math.abs((await estimateNoise(noisy)).sigma - 10)).toBeLessThan(1);
});

it('sees noise that red, green and blue share', async () => {
  const clean = scene(256, 200, 3);
  const noise = gaussian(12).apply(flat(256, 200, 1, 0), createRandom(4));
  const shared = { ...clean, data: clean.data.map((value, i) => value + noise.data[i % noise.data.length]!) };
  expect(Math.abs((await estimateNoise(shared)).sigma - 12)).toBeLessThan(1);
});

it.each([1, 3] as const)('sees noise that neighbours share, about as it is in the flattest parts (%i channels)', async (channels) => {
  const noise = gaussian(30).apply(flat(258, 202, channels, 0), createRandom(5));
  const clean = scene(256, 200, channels);
  // Each the mean of three across and three down: a third of the deviation.
  const meanAt = (i: number) => {
    const at = (Math.floor(i / (256 * 200)) * 202 + (Math.floor(i / 256) % 200)) * 258 + (i % 256);
    return [0, 1, 2, 258, 259, 260, 516, 517, 518].reduce((sum, step) => sum + noise.data[at + step]! / 9, 0);
  };
  const { sigma, correlation } = await estimateNoise({ ...clean, data: clean.data.map((sample, i) => sample + meanAt(i)) });
  expect(correlation.neighbors).toBeGreaterThan(0.4);
  // Of light alone; in colour each channel has its own noise, which light evens out. Patches are flat by chance where there is less of it.
  const expected = 10 * (channels === 1 ? 1 : Math.hypot(0.299, 0.587, 0.114));
  expect(sigma).toBeGreaterThan(0.5 * expected);
  expect(sigma).toBeLessThan(1.1 * expected);
});
