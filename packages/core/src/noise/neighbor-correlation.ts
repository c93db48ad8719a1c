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

/** Takes mean and slope out of a patch, in place: a slope would look like correlation. */
function level(patch: Float64Array): void {
  let [sum, across, down, squares] = [0, 0, 0, 0];
  const middle = (side - 1) / 2;
  for (let i = 0; i < patch.length; i++) {
    const [x, y] = [(i % side) - middle, Math.floor(i / side) - middle];
    sum += patch[i]!;
    across += patch[i]! * x;
    down += patch[i]! * y;
    squares += x * x;
  }
  for (let i = 0; i < patch.length; i++) {
    const [x, y] = [(i % side) - middle, Math.floor(i / side) - middle];
    patch[i] = patch[i]! - sum / patch.length - (across * x + down * y) / squares;
  }
}

/** Sums of squares and of the products of neighbors, each per pair. */
function momentsOf(patch: Float64Array): { readonly variance: number; readonly covariance: number } {
  let [squares, products] = [0, 0];
  for (let i = 0; i < patch.length; i++) {
    squares += patch[i]! * patch[i]!;
    if (i % side < side - 1) products += patch[i]! * patch[i + 1]!;
    if (i + side < patch.length) products += patch[i]! * patch[i + side]!;
  }
  return { variance: squares / patch.length, covariance: products / (2 * side * (side - 1)) };
}

/** Measures in the flattest patches of a picture's light how much the noise of a pixel resembles its neighbors'. Zeros when there are none. */
export async function neighborCorrelation(picture: Image | ImageSource): Promise<NeighborCorrelation> {
  const source = 'data' in picture ? imageSource(picture) : picture;
  const { count, dimensions, data } = await samplePatches(source, side, seen);
  const size = side * side;
  const weights = source.channels === 1 ? [1] : [luma.red, luma.green, luma.blue];
  const patch = new Float64Array(size);
  const moments = Array.from({ length: count }, (_, index) => {
    for (let i = 0; i < size; i++)
      patch[i] = weights.reduce((sum, weight, channel) => sum + weight * data[index * dimensions + channel * size + i]!, 0);
    level(patch);
    return momentsOf(patch);
  });
  // Patches of exactly one color are clipped or drawn.
  const noisy = moments.filter(({ variance }) => variance > 1e-9).sort((a, b) => a.variance - b.variance);
  const flattest = noisy.slice(0, Math.ceil(flat * noisy.length));
  const variance = flattest.reduce((sum, moment) => sum + moment.variance, 0);
  const covariance = flattest.reduce((sum, moment) => sum + moment.covariance, 0);
  return variance === 0
    ? { correlation: 0, sigma: 0 }
    : { correlation: covariance / variance, sigma: 255 * Math.sqrt(variance / flattest.length) };
}
