import { clamp } from '../image/clamp.js';
import { expectSameSize } from '../image/expect-same-size.js';
import type { Image } from '../image/image.js';

/** How what was removed is shown. */
export interface ResidualOptions {
  /** What the difference is multiplied with. Default: 1. */
  readonly amplification?: number;
}

/**
 * The difference `a − b` as a picture: mid-grey where they are equal, brighter where `a` is, in [0, 1].
 * @throws RangeError when the sizes differ.
 */
export function residual(a: Image, b: Image, { amplification = 1 }: ResidualOptions = {}): Image {
  expectSameSize(a, b);
  return clamp({ ...a, data: a.data.map((value, i) => 0.5 + amplification * (value - b.data[i]!)) });
}
