import { expectSameSize } from '../image/expect-same-size.js';
import type { Image } from '../image/image.js';

/** How SSIM is measured. */
export interface SsimOptions {
  /** The value of white: 1 for pictures in [0, 1]. Default: 1. */
  readonly peak?: number;
}

/** A normalised Gaussian of standard deviation 1.5 over at most 11 samples, an odd number of them that fits into `size`. */
function gaussianWindow(size: number): Float64Array {
  const radius = Math.min(5, (size - 1) >> 1);
  const window = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * 1.5 ** 2)));
  const sum = window.reduce((total, weight) => total + weight);
  return window.map((weight) => weight / sum);
}

/** Local sums along one row: a, b, a², b² and ab, one after another, each `across` long. */
function filterRow(a: Float32Array, b: Float32Array, start: number, across: number, window: Float64Array, into: Float64Array): void {
  into.fill(0);
  for (let k = 0; k < window.length; k++) {
    const weight = window[k]!;
    for (let x = 0; x < across; x++) {
      const p = a[start + x + k]!;
      const q = b[start + x + k]!;
      into[x] = into[x]! + weight * p;
      into[across + x] = into[across + x]! + weight * q;
      into[2 * across + x] = into[2 * across + x]! + weight * p * p;
      into[3 * across + x] = into[3 * across + x]! + weight * q * q;
      into[4 * across + x] = into[4 * across + x]! + weight * p * q;
    }
  }
}

/**
 * The structural similarity of two pictures (Wang et al. 2004), 1 when they are equal: Gaussian window 11×11 with standard
 * deviation 1.5, K1 0.01, K2 0.03, mean over the places where the window lies inside, then over the channels. It equals the
 * authors' MATLAB code (without its down-sampling) and scikit-image with `gaussian_weights=True, sigma=1.5,
 * use_sample_covariance=False`. In a picture of less than 11 pixels the window is smaller.
 * @throws RangeError when the sizes differ.
 */
export function ssim(a: Image, b: Image, { peak = 1 }: SsimOptions = {}): number {
  expectSameSize(a, b);
  const { width, height, channels } = a;
  const horizontal = gaussianWindow(width);
  const vertical = gaussianWindow(height);
  const across = width - horizontal.length + 1;
  const rows = vertical.length;
  const c1 = (0.01 * peak) ** 2;
  const c2 = (0.03 * peak) ** 2;
  const ring = Array.from({ length: rows }, () => new Float64Array(5 * across));
  const local = new Float64Array(5 * across);
  let sum = 0;
  for (let y = 0; y < height * channels; y++) {
    filterRow(a.data, b.data, y * width, across, horizontal, ring[y % rows]!);
    if ((y % height) + 1 < rows) continue;
    local.fill(0);
    for (let k = 0; k < rows; k++) {
      const row = ring[(y + 1 + k) % rows]!;
      const weight = vertical[k]!;
      for (let i = 0; i < local.length; i++) local[i] = local[i]! + weight * row[i]!;
    }
    for (let x = 0; x < across; x++) {
      const meanA = local[x]!;
      const meanB = local[across + x]!;
      const varianceA = local[2 * across + x]! - meanA * meanA;
      const varianceB = local[3 * across + x]! - meanB * meanB;
      const covariance = local[4 * across + x]! - meanA * meanB;
      const light = (2 * meanA * meanB + c1) / (meanA * meanA + meanB * meanB + c1);
      sum += (light * (2 * covariance + c2)) / (varianceA + varianceB + c2);
    }
  }
  return sum / (across * (height - rows + 1) * channels);
}
