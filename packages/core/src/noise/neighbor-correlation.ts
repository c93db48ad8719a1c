import type { Image } from '../image/image.js';
import { imageSource } from '../image/image-source.js';
import { luma } from '../image/luma.js';
import type { ImageSource } from '../image/region.js';
import { samplePatches } from './estimate/sample-patches.js';

/** What the flattest parts of a picture say of its noise. */
export interface NeighborCorrelation {
  /** The correlation of the noise at neighboring pixels, -1 to 1: about 0 for white noise, more after demosaicing, resizing or JPEG. */
  readonly correlation: number;
  /** The standard deviation in the flattest parts, in grey levels (0–255): where it is small there is no noise to speak of. */
  readonly sigma: number;
}

const side = 8;
const seen = 4_000;
/** The part of the patches that counts as flat. */
const flat = 0.1;

const middle = (side - 1) / 2;
/** The sum of the squared distances of a patch's pixels from its middle, along an axis. */
const spread = (side * side * (side * side - 1)) / 12;

// Plain loops without destructuring: short as they run, most of it is before the runtime has compiled them.

/** Writes the light of a patch `[channels, side, side]`. */
function lightOf(data: Float32Array, start: number, weights: readonly number[], patch: Float64Array): void {
  patch.fill(0);
  for (let channel = 0; channel < weights.length; channel++) {
    const from = start + channel * patch.length;
    const weight = weights[channel]!;
    for (let i = 0; i < patch.length; i++) patch[i] = patch[i]! + weight * data[from + i]!;
  }
}

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

/** The mean square. */
function varianceOf(patch: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < patch.length; i++) squares += patch[i]! * patch[i]!;
  return squares / patch.length;
}

/** The mean product of neighbors. */
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

/** Measures in the flattest patches of a picture's light how much the noise of a pixel resembles its neighbors'. Zeros when there are none. */
export async function neighborCorrelation(picture: Image | ImageSource): Promise<NeighborCorrelation> {
  const source = 'data' in picture ? imageSource(picture) : picture;
  const { count, dimensions, data } = await samplePatches(source, side, seen);
  const weights = source.channels === 1 ? [1] : [luma.red, luma.green, luma.blue];
  const patch = new Float64Array(side * side);
  const variances = new Float64Array(count);
  const covariances = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    lightOf(data, index * dimensions, weights, patch);
    level(patch);
    variances[index] = varianceOf(patch);
    covariances[index] = covarianceOf(patch);
  }
  // Patches of exactly one color are clipped or drawn.
  const noisy = Int32Array.from(variances.keys())
    .filter((index) => variances[index]! > 1e-9)
    .sort((a, b) => variances[a]! - variances[b]!);
  const flattest = noisy.subarray(0, Math.ceil(flat * noisy.length));
  let variance = 0;
  let covariance = 0;
  for (const index of flattest) {
    variance += variances[index]!;
    covariance += covariances[index]!;
  }
  return variance === 0
    ? { correlation: 0, sigma: 0 }
    : { correlation: covariance / variance, sigma: 255 * Math.sqrt(variance / flattest.length) };
}
