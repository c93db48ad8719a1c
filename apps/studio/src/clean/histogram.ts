import { luma, type Region } from '@cleargrain/core';
import { mixPixel } from '../viewer/mix-pixel.js';
import type { MixControls } from '../worker/mix-controls.js';
import type { ShownLayers } from '../worker/picture-info.js';

export const histogramChannels = ['light', 'red', 'green', 'blue'] as const;
export type HistogramChannel = (typeof histogramChannels)[number];

const bins = 64;
/** Enough for a curve without noise of its own, few enough to follow a slider. */
const mostPixels = 60_000;

export interface Histogram {
  /** The part of the pixels in each of 64 steps from black to white. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** How often each brightness is there in a region, before and after, from pixels spread evenly over it. */
export function histogramOf(
  { noisy, clean }: ShownLayers,
  width: number,
  region: Region,
  controls: MixControls,
  channel: HistogramChannel,
): Histogram {
  const step = Math.max(1, Math.ceil(Math.sqrt((region.width * region.height) / mostPixels)));
  const [before, after] = [new Float64Array(bins), new Float64Array(bins)];
  const index = histogramChannels.indexOf(channel) - 1;
  const brightnessOf = (red: number, green: number, blue: number) =>
    index < 0 ? luma.red * red + luma.green * green + luma.blue * blue : [red, green, blue][index]!;
  const binOf = (value: number) => Math.min(bins - 1, Math.max(0, Math.floor((value * bins) / 256)));
  let count = 0;
  for (let y = region.y; y < region.y + region.height; y += step) {
    for (let x = region.x; x < region.x + region.width; x += step, count++) {
      const at = (y * width + x) * 4;
      before[binOf(brightnessOf(noisy[at]!, noisy[at + 1]!, noisy[at + 2]!))]!++;
      after[binOf(brightnessOf(...mixPixel(noisy, clean, at, controls)))]!++;
    }
  }
  const part = (counts: Float64Array) => Array.from(counts, (value) => value / count);
  return { before: part(before), after: part(after) };
}
