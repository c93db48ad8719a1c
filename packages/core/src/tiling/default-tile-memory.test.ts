import { expect, it } from 'vitest';
import { bytesPerPixel } from './bytes-per-pixel.js';
import { defaultTileMemory } from './default-tile-memory.js';
import { planTiles } from './plan-tiles.js';

/** As color-xs is, and as the first photo-s was. */
const narrow = { alignment: 16, floatsPerPixel: 39, channels: 3 } as const;
const wide = { alignment: 8, floatsPerPixel: 60, channels: 3 } as const;

it('computes at most a fifth of a large picture twice, in 400 MB', () => {
  for (const [width, height] of [
    [3651, 2739],
    [20_000, 15_000],
  ] as const) {
    const memory = defaultTileMemory(narrow, 48, width * height);
    expect(memory).toBeLessThanOrEqual(400e6);
    const { tiles } = planTiles({ width, height, halo: 48, alignment: 16, memory, bytesPerPixel: bytesPerPixel(narrow) });
    const computed = tiles.reduce((sum, { input }) => sum + input.width * input.height, 0);
    expect(computed / (width * height)).toBeLessThan(1.2);
  }
});

it('takes less memory for a small one, and never less than three halos want', () => {
  expect(defaultTileMemory(narrow, 48, 1e6)).toBeLessThan(0.5 * defaultTileMemory(narrow, 48, 12e6));
  expect(defaultTileMemory(wide, 400, 1e6)).toBeGreaterThanOrEqual(bytesPerPixel(wide) * 1200 ** 2);
  expect(defaultTileMemory(narrow, 0, 1e6)).toBe(120e6);
});
