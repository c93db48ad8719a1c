import type { Image } from '../image/image.js';
import { imageSource } from '../image/image-source.js';
import { luma } from '../image/luma.js';
import type { ImageSource } from '../image/region.js';
import { turn } from '../turn.js';
import { samplePatches } from './estimate/sample-patches.js';

/** What the flattest parts of a picture say of its noise. */
export interface NoiseCorrelation {
  /** The correlation of the noise at neighbouring pixels, -1 to 1: about 0 for white noise, more after demosaicing, resizing or JPEG. */
  readonly neighbors: number;
  /** The correlation of the noise of red, green and blue at one pixel, -1 to 1: about 0 where each has its own; 0 for a picture of one channel. */
  readonly channels: number;
  /** The standard deviation of light in the flattest parts, in grey levels (0–255): where it is small there is no noise to speak of. */
  readonly sigma: number;
}

/** The least width and height of a picture in which it is measured. */
export const leastSide = 8;
const side = leastSide;
const seen = 4_000;
/** The part of the patches that counts as flat. */
const flat = 0.1;

const middle = (side - 1) / 2;
/** The sum of the squared distances of a patch's pixels from its middle, along an axis. */
const spread = (side * side * (side * side - 1)) / 12;

// Plain loops without destructuring: short as they run, most of it is before the runtime has compiled them.

/** Takes mean and slope out of a patch, in place: a slope would look like correlation. */
function level(patch: Float64Array): void {
  let sum = 0;
  let across = 0;
  let down = 0;
  for (let y = 0, i = 0; y < side; y++) {
    for (let x = 0; x < side; x++, i++) {
      sum += patch[i]!;
      across += patch[i]! * (x - middle);
      down += patch[i]! * (y - middle);
    }
  }
  const mean = sum / patch.length;
  for (let y = 0, i = 0; y < side; y++) {
    const start = mean + (down * (y - middle)) / spread;
    for (let x = 0; x < side; x++, i++) patch[i] = patch[i]! - start - (across * (x - middle)) / spread;
  }
}

/** The mean product of two patches. */
function productOf(a: Float64Array, b: Float64Array): number {
  let products = 0;
  for (let i = 0; i < a.length; i++) products += a[i]! * b[i]!;
  return products / a.length;
}

/** The mean product of neighbours. */
function covarianceOf(patch: Float64Array): number {
  let products = 0;
  for (let y = 0, i = 0; y < side; y++) {
    for (let x = 0; x < side; x++, i++) {
      if (x < side - 1) products += patch[i]! * patch[i + 1]!;
      if (y < side - 1) products += patch[i]! * patch[i + side]!;
    }
  }
  return products / (2 * side * (side - 1));
}

/** What is summed up over the flattest patches. */
type Moments = Record<'light' | 'neighbors' | 'colors' | 'pairs', number>;

/** The moments of a patch `[channels, side, side]`, without its mean and slope. `planes` and `light` are room to work in. */
function momentsOf(
  data: Float32Array,
  start: number,
  weights: readonly number[],
  planes: readonly Float64Array[],
  light: Float64Array,
): Moments {
  light.fill(0);
  for (let channel = 0; channel < weights.length; channel++) {
    const plane = planes[channel]!;
    const weight = weights[channel]!;
    for (let i = 0; i < plane.length; i++) plane[i] = data[start + channel * plane.length + i]!;
    level(plane);
    for (let i = 0; i < plane.length; i++) light[i] = light[i]! + weight * plane[i]!;
  }
  let colors = 0;
  let pairs = 0;
  for (let channel = 0; channel < planes.length; channel++) {
    colors += productOf(planes[channel]!, planes[channel]!);
    if (planes.length > 1) pairs += productOf(planes[channel]!, planes[(channel + 1) % planes.length]!);
  }
  return { light: productOf(light, light), neighbors: covarianceOf(light), colors, pairs };
}

/**
 * Measures in the flattest patches of a picture's light how much the noise of a pixel resembles its neighbours', and the noise of a colour the others'.
 * Zeros when there are none.
 */
export async function noiseCorrelation(picture: Image | ImageSource): Promise<NoiseCorrelation> {
  const source = 'data' in picture ? imageSource(picture) : picture;
  const { count, dimensions, data } = await samplePatches(source, side, seen);
  await turn();
  const weights = source.channels === 1 ? [1] : [luma.red, luma.green, luma.blue];
  const planes = weights.map(() => new Float64Array(side * side));
  const light = new Float64Array(side * side);
  const patches: Moments[] = [];
  for (let index = 0; index < count; index++) {
    const moments = momentsOf(data, index * dimensions, weights, planes, light);
    // Patches of exactly one colour are clipped or drawn.
    if (moments.light > 1e-9) patches.push(moments);
  }
  if (patches.length === 0) return { neighbors: 0, channels: 0, sigma: 0 };
  patches.sort((a, b) => a.light - b.light);
  const flattest = patches.slice(0, Math.ceil(flat * patches.length));
  const sum = (name: keyof Moments) => flattest.reduce((total, moments) => total + moments[name], 0);
  return {
    neighbors: sum('neighbors') / sum('light'),
    channels: sum('pairs') / sum('colors'),
    sigma: 255 * Math.sqrt(sum('light') / flattest.length),
  };
}
