import { expect, it } from 'vitest';
import { randomImage } from '../testing/random-image.js';
import { bandsOf } from './bands.js';
import { crop } from './crop.js';
import { readInBands } from './read-in-bands.js';

it.each([
  [{ x: 3, y: 5, width: 1000, height: 700 }, 3, 9],
  [{ x: 3, y: 5, width: 1000, height: 700 }, 1, 3],
  [{ x: 0, y: 0, width: 7, height: 2 }, 3, 1],
  [{ x: 0, y: 1, width: 300_000, height: 3 }, 1, 3],
] as const)('bands cover the region %j of %i channels, from top to bottom: %i of them', (region, channels, count) => {
  const bands = bandsOf(region, channels);
  expect(bands).toHaveLength(count);
  let y: number = region.y;
  for (const band of bands) {
    expect(band).toMatchObject({ x: region.x, y, width: region.width });
    y += band.height;
  }
  expect(y).toBe(region.y + region.height);
});

it('gives the region as it is, and lets a timer that is due run in between', async () => {
  const image = randomImage(700, 900, 3);
  const region = { x: 20, y: 30, width: 600, height: 800 };
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const ticksBefore: number[] = [];
  const result = await readInBands(region, 3, (band) => {
    const due = performance.now() + 3;
    while (performance.now() < due);
    ticksBefore.push(ticks);
    return crop(image, band);
  });
  clearInterval(timer);
  expect(result).toEqual(crop(image, region));
  expect(ticksBefore.length).toBe(6);
  expect(ticks).toBeGreaterThanOrEqual(3);
});
