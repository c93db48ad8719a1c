import { createImage, type Image } from '../image/image.js';
import { luma } from '../image/luma.js';
import type { Region } from '../image/region.js';

/** What is given back of what the network took. */
export interface GivenBack {
  /** The part given back where the picture has structure, 0 to 1. */
  readonly detail: number;
  /** The part of the light's noise left where it has none, 0 to 1. */
  readonly grain: number;
}

/** Pixels to each side that decide whether there is structure at a pixel. */
export const structureReach = 3;

/** The luma of a row. */
function lightOfRow({ width, height, channels, data }: Image, row: number, light: Float64Array): void {
  const size = width * height;
  const start = row * width;
  for (let x = 0, i = start; x < width; x++, i++)
    light[x] = channels === 1 ? data[i]! : luma.red * data[i]! + luma.green * data[size + i]! + luma.blue * data[2 * size + i]!;
}

/** The luma of a row of the clean picture, and of what was removed there. */
function measureRow(noisy: Image, clean: Image, row: number, light: Float64Array, removed: Float64Array): void {
  lightOfRow(clean, row, light);
  lightOfRow(noisy, row, removed);
  for (let x = 0; x < light.length; x++) removed[x] = removed[x]! - light[x]!;
}

/** For each column the sums over some rows: of the light, of its square, and of the square of what was removed. */
interface ColumnSums {
  readonly light: Float64Array;
  readonly squares: Float64Array;
  readonly power: Float64Array;
}

/** Adds a row to the sums. */
function addRow(sums: ColumnSums, light: Float64Array, removed: Float64Array): void {
  for (let x = 0; x < light.length; x++) {
    const value = light[x]!;
    const gone = removed[x]!;
    sums.light[x] = sums.light[x]! + value;
    sums.squares[x] = sums.squares[x]! + value * value;
    sums.power[x] = sums.power[x]! + gone * gone;
  }
}

/** The structure of a row from column `x`, from the sums over the `rows` rows around it. */
function structureOfRow({ light, squares, power }: ColumnSums, rows: number, x: number, structure: Float64Array): void {
  for (let column = 0; column < structure.length; column++) {
    const first = Math.max(0, x + column - structureReach);
    const last = Math.min(light.length - 1, x + column + structureReach);
    let sum = 0;
    let square = 0;
    let removed = 0;
    for (let i = first; i <= last; i++) {
      sum += light[i]!;
      square += squares[i]!;
      removed += power[i]!;
    }
    const count = rows * (last - first + 1);
    const mean = sum / count;
    const variance = Math.max(0, square / count - mean * mean);
    structure[column] = variance === 0 ? 0 : variance / (variance + removed / count);
  }
}

/**
 * How much structure there is at each pixel of a region, 0 to 1, `[region.height, region.width]`: the variance v of the clean light over the
 * `2 · structureReach + 1` pixels squared around it beside the power n of what was removed there, v / (v + n), as in a Wiener filter.
 */
export function structureOf(noisy: Image, clean: Image, region: Region): Float64Array {
  const { width, height } = clean;
  const window = 2 * structureReach + 1;
  const rows = Array.from({ length: window }, () => ({ light: new Float64Array(width), removed: new Float64Array(width) }));
  const sums = { light: new Float64Array(width), squares: new Float64Array(width), power: new Float64Array(width) };
  const structure = new Float64Array(region.width * region.height);
  let next = Math.max(0, region.y - structureReach);
  for (let row = 0; row < region.height; row++) {
    const top = Math.max(0, region.y + row - structureReach);
    const bottom = Math.min(height - 1, region.y + row + structureReach);
    for (; next <= bottom; next++) measureRow(noisy, clean, next, rows[next % window]!.light, rows[next % window]!.removed);
    for (const sum of Object.values(sums)) sum.fill(0);
    // All rows anew: running sums would round differently in every tile.
    for (let y = top; y <= bottom; y++) addRow(sums, rows[y % window]!.light, rows[y % window]!.removed);
    structureOfRow(sums, bottom - top + 1, region.x, structure.subarray(row * region.width, (row + 1) * region.width));
  }
  return structure;
}

/**
 * The region of the clean picture with a part of what was removed put back: `detail` counts by the structure at a pixel (`structureOf`),
 * `grain` by the rest and in light alone.
 */
export function giveBack(noisy: Image, clean: Image, region: Region, { detail, grain }: GivenBack): Image {
  const { width, height, channels } = clean;
  const structure = structureOf(noisy, clean, region);
  const result = createImage(region.width, region.height, channels);
  const [light, removed] = [new Float64Array(width), new Float64Array(width)];
  for (let row = 0; row < region.height; row++) {
    const y = region.y + row;
    measureRow(noisy, clean, y, light, removed);
    for (let channel = 0; channel < channels; channel++) {
      const from = (channel * height + y) * width;
      const to = (channel * region.height + row) * region.width;
      for (let column = 0, x = region.x; column < region.width; column++, x++) {
        const there = structure[row * region.width + column]!;
        const back = detail * there * (noisy.data[from + x]! - clean.data[from + x]!) + grain * (1 - there) * removed[x]!;
        result.data[to + column] = clean.data[from + x]! + back;
      }
    }
  }
  return result;
}
