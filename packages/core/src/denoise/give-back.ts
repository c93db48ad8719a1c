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

/** The mean over windows of `2 · structureReach + 1` samples, cut at both ends, along one axis. */
function windowMeans(values: Float64Array, count: number, step: number, lines: number, lineStep: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < count; i++) {
      const first = Math.max(0, i - structureReach);
      const last = Math.min(count - 1, i + structureReach);
      let sum = 0;
      // Each window by itself: a running sum would round differently in every tile.
      for (let k = first; k <= last; k++) sum += values[line * lineStep + k * step]!;
      result[line * lineStep + i * step] = sum / (last - first + 1);
    }
  }
  return result;
}

const smooth = (values: Float64Array, width: number, height: number) =>
  windowMeans(windowMeans(values, width, 1, height, width), height, width, width, 1);

function lightOf({ width, height, channels, data }: Image): Float64Array {
  const size = width * height;
  if (channels === 1) return Float64Array.from(data);
  return Float64Array.from(
    { length: size },
    (_, i) => luma.red * data[i]! + luma.green * data[size + i]! + luma.blue * data[2 * size + i]!,
  );
}

/** What decides, at each pixel of an image, how much is given back. */
interface Measured {
  /** The luma of what was removed. */
  readonly removed: Float64Array;
  /** `[region.height, region.width]`, 0 to 1. */
  readonly structure: Float64Array;
}

function measure(noisy: Image, clean: Image, region: Region): Measured {
  const { width, height } = clean;
  const light = lightOf(clean);
  const removed = lightOf(noisy).map((value, i) => value - light[i]!);
  const means = smooth(light, width, height);
  const squares = smooth(
    light.map((value) => value * value),
    width,
    height,
  );
  const power = smooth(
    removed.map((value) => value * value),
    width,
    height,
  );
  const structure = new Float64Array(region.width * region.height);
  for (let y = region.y, to = 0; y < region.y + region.height; y++) {
    for (let x = region.x; x < region.x + region.width; x++) {
      const i = y * width + x;
      const variance = Math.max(0, squares[i]! - means[i]! * means[i]!);
      structure[to++] = variance === 0 ? 0 : variance / (variance + power[i]!);
    }
  }
  return { removed, structure };
}

/**
 * How much structure there is at each pixel of a region, 0 to 1, `[region.height, region.width]`: the variance v of the clean light over the
 * `2 · structureReach + 1` pixels squared around it beside the power n of what was removed there, v / (v + n), as in a Wiener filter.
 */
export function structureOf(noisy: Image, clean: Image, region: Region): Float64Array {
  return measure(noisy, clean, region).structure;
}

/**
 * The region of the clean picture with a part of what was removed put back: `detail` counts by the structure at a pixel (`structureOf`),
 * `grain` by the rest and in light alone.
 */
export function giveBack(noisy: Image, clean: Image, region: Region, { detail, grain }: GivenBack): Image {
  const { width, height, channels } = clean;
  const { removed, structure } = measure(noisy, clean, region);
  const result = createImage(region.width, region.height, channels);
  for (let channel = 0, to = 0; channel < channels; channel++) {
    for (let y = region.y, pixel = 0; y < region.y + region.height; y++) {
      for (let x = region.x; x < region.x + region.width; x++, pixel++) {
        const i = y * width + x;
        const at = channel * width * height + i;
        const back = detail * structure[pixel]! * (noisy.data[at]! - clean.data[at]!) + grain * (1 - structure[pixel]!) * removed[i]!;
        result.data[to++] = clean.data[at]! + back;
      }
    }
  }
  return result;
}
