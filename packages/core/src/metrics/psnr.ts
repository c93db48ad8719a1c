import { expectSameSize } from '../image/expect-same-size.js';
import type { Image } from '../image/image.js';

/** How PSNR is measured. */
export interface PsnrOptions {
  /** The value of white: 1 for pictures in [0, 1]. Default: 1. */
  readonly peak?: number;
}

/**
 * The peak signal-to-noise ratio of two pictures in dB, over all samples of all channels; Infinity when they are equal.
 * @throws RangeError when the sizes differ.
 */
export function psnr(a: Image, b: Image, { peak = 1 }: PsnrOptions = {}): number {
  expectSameSize(a, b);
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += (a.data[i]! - b.data[i]!) ** 2;
  return sum === 0 ? Infinity : 10 * Math.log10((peak * peak * a.data.length) / sum);
}
