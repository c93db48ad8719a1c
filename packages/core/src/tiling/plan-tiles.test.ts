import { describe, expect, it } from 'vitest';
import { planTiles } from './plan-tiles.js';
import type { TilePlan } from './tile-plan.js';

/** How often each pixel lies in a core. */
function coverage(plan: TilePlan): Uint8Array {
  const count = new Uint8Array(plan.width * plan.height);
  for (const { core } of plan.tiles) {
    for (let y = core.y; y < core.y + core.height; y++) {
      for (let x = core.x; x < core.x + core.width; x++) count[y * plan.width + x]!++;
    }
  }
  return count;
}

const sizes = [1, 2, 3, 5, 16, 17, 31, 64, 97, 130];

describe('planTiles', () => {
  it('covers every pixel once, with its halo or the border, on the grid of the alignment, within the bound', () => {
    let several = 0;
    for (const width of sizes) {
      for (const height of sizes) {
        for (const [halo, alignment] of [
          [0, 1],
          [0, 8],
          [1, 1],
          [3, 2],
          [5, 4],
          [7, 8],
          [12, 1],
        ] as const) {
          const memory = (2 * Math.ceil(halo / alignment) * alignment + alignment + 9) ** 2;
          const plan = planTiles({ width, height, halo, alignment, memory, bytesPerPixel: 1 });
          expect(coverage(plan).every((count) => count === 1)).toBe(true);
          expect(plan.tileWidth * plan.tileHeight).toBeLessThanOrEqual(memory);
          if (plan.tiles.length > 1) several++;
          for (const { core, input } of plan.tiles) {
            const numbers = [input.x, input.y, input.width, input.height, core.x, core.y];
            const right = [plan.extendedWidth, core.x + core.width + halo];
            const bottom = [plan.extendedHeight, core.y + core.height + halo];
            const kept =
              input.width === plan.tileWidth &&
              input.height === plan.tileHeight &&
              numbers.every((number) => number % alignment === 0) &&
              input.x >= 0 &&
              input.y >= 0 &&
              input.x <= Math.max(0, core.x - halo) &&
              input.y <= Math.max(0, core.y - halo) &&
              input.x + input.width >= Math.min(...right) &&
              input.y + input.height >= Math.min(...bottom) &&
              input.x + input.width <= right[0]! &&
              input.y + input.height <= bottom[0]! &&
              core.width * core.height > 0;
            if (!kept) expect.fail(`tile ${JSON.stringify({ core, input })} of ${width}×${height}, halo ${halo}, alignment ${alignment}`);
          }
        }
      }
    }
    expect(several).toBeGreaterThan(200);
  });

  it('is one tile when the picture fits', () => {
    expect(planTiles({ width: 37, height: 20, halo: 9, alignment: 8, memory: 40 * 24 * 100, bytesPerPixel: 100 })).toEqual({
      width: 37,
      height: 20,
      extendedWidth: 40,
      extendedHeight: 24,
      tileWidth: 40,
      tileHeight: 24,
      tiles: [{ core: { x: 0, y: 0, width: 37, height: 20 }, input: { x: 0, y: 0, width: 40, height: 24 } }],
      overhead: 960 / 740,
    });
  });

  it('goes row by row, so that a strip is complete before the next begins', () => {
    const { tiles } = planTiles({ width: 100, height: 100, halo: 2, tile: 40 });
    expect(tiles.map(({ core }) => [core.x, core.y])).toEqual([
      [0, 0],
      [34, 0],
      [66, 0],
      [0, 34],
      [34, 34],
      [66, 34],
      [0, 66],
      [34, 66],
      [66, 66],
    ]);
  });

  it('recomputes little: 24 megapixels in 400 MB with a halo of 48 cost at most a third more', () => {
    const plan = planTiles({ width: 6000, height: 4000, halo: 48, alignment: 8, memory: 400e6, bytesPerPixel: 768 });
    expect(plan.overhead).toBeLessThan(1.35);
    expect(plan.tileWidth * plan.tileHeight * 768).toBeLessThanOrEqual(400e6);
  });

  it('spends less than any other number of columns and rows would', () => {
    const options = { width: 301, height: 203, halo: 10, alignment: 2 };
    const area = 6400;
    const plan = planTiles({ ...options, memory: area, bytesPerPixel: 1 });
    const computed = plan.tiles.length * plan.tileWidth * plan.tileHeight;
    for (let width = 22; width <= 302; width += 2) {
      for (let height = 22; height <= 204 && width * height <= area; height += 2) {
        const columns = width >= 302 ? 1 : Math.ceil((302 - 20) / (width - 20));
        const rows = height >= 204 ? 1 : Math.ceil((204 - 20) / (height - 20));
        expect(computed).toBeLessThanOrEqual(columns * rows * width * height);
      }
    }
  });

  it('takes the whole picture for a network that sees all of it, and refuses when that does not fit', () => {
    expect(planTiles({ width: 50, height: 40, halo: Infinity, memory: 2000, bytesPerPixel: 1 }).tiles).toHaveLength(1);
    expect(() => planTiles({ width: 50, height: 40, halo: Infinity, memory: 1999, bytesPerPixel: 1 })).toThrow(
      'expected at least 2000 bytes (the network must see the whole picture) for memory, received 1999',
    );
  });

  it('says how much is needed when the bound is too small for any tile', () => {
    expect(() => planTiles({ width: 500, height: 400, halo: 10, memory: 400, bytesPerPixel: 1 })).toThrow(
      'expected at least 441 bytes (the smallest tile is 21×21 pixels) for memory, received 400',
    );
    expect(() => planTiles({ width: 500, height: 400, halo: 10, tile: 20 })).toThrow(
      'expected at least 21 (the smallest tile is 21×21 pixels) for tile, received 20',
    );
    expect(() => planTiles({ width: 0, height: 400, halo: 10 })).toThrow(RangeError);
    expect(() => planTiles({ width: 5, height: 400, halo: -1 })).toThrow(/halo/);
    expect(() => planTiles({ width: 5, height: 400, halo: 1, memory: Number.NaN })).toThrow(/memory/);
  });

  it('keeps the bound for a picture of 300 megapixels', () => {
    const plan = planTiles({ width: 20000, height: 15000, halo: 88, alignment: 8, memory: 100e6 });
    expect(plan.tiles.at(-1)!.core.x + plan.tiles.at(-1)!.core.width).toBe(20000);
    expect(plan.tileWidth * plan.tileHeight * 768).toBeLessThanOrEqual(100e6);
  });
});
