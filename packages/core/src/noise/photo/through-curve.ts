import { createImage, type Image } from '../../image/image.js';
import type { ToneCurve } from './tone-curve.js';

/** Noise as differences of samples, and its mean. */
export interface NoiseField {
  /** What comes to the picture's samples. */
  readonly noise: Image;
  /** The mean of it at each sample: what tone curve and clipping make of noise whose mean in light is zero. */
  readonly shift: Image;
}

/** Moments that are expected at each sample. */
export interface Moments {
  readonly variance: Float32Array;
  readonly third: Float32Array;
}

/** Middles of sixths of the normal distribution, brought to variance 1; each has its mirror image. */
const quantiles = [0.234, 0.752, 1.543];
const mostSkewed = 1.5;

/**
 * What noise in light becomes on the samples. `expected` holds its moments before demosaicing; by how much that changed them is measured on the
 * noise itself.
 */
export function throughCurve(light: Image, noise: Image, expected: Moments, curve: ToneCurve): NoiseField {
  const { width, height, channels } = light;
  const pixels = width * height;
  const result = createImage(width, height, channels);
  const shift = createImage(width, height, channels);
  for (let channel = 0; channel < channels; channel++) {
    const [from, to] = [channel * pixels, (channel + 1) * pixels];
    let [squares, cubes, squaresExpected, cubesExpected] = [0, 0, 0, 0];
    for (let i = from; i < to; i++) {
      const value = noise.data[i]!;
      squares += value * value;
      cubes += value * value * value;
      squaresExpected += expected.variance[i]!;
      cubesExpected += expected.third[i]!;
    }
    const kept = squaresExpected === 0 ? 0 : squares / squaresExpected;
    const thirdKept = cubesExpected === 0 ? 0 : Math.min(Math.max(cubes / cubesExpected, 0), 1);
    for (let i = from; i < to; i++) {
      const value = light.data[i]!;
      const sample = curve.encode(value);
      const variance = kept * expected.variance[i]!;
      const deviation = Math.sqrt(variance);
      // Cornish, Fisher 1938: the quantiles of a distribution with a little skewness.
      const skewness = variance === 0 ? 0 : Math.min((thirdKept * expected.third[i]!) / (variance * deviation), mostSkewed);
      let sum = 0;
      for (let k = 0; k < quantiles.length; k++) {
        const quantile = quantiles[k]!;
        const skewed = (skewness / 6) * (quantile * quantile - 1);
        sum += curve.encode(value + deviation * (skewed + quantile)) + curve.encode(value + deviation * (skewed - quantile));
      }
      shift.data[i] = sum / (2 * quantiles.length) - sample;
      result.data[i] = curve.encode(value + noise.data[i]!) - sample;
    }
  }
  return { noise: result, shift };
}
