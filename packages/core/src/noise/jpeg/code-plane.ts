import { forwardTransform, inverseTransform } from './cosine-transform.js';
import type { Plane } from './plane.js';

/** What JPEG makes of a plane: blocks of 8×8, their cosine coefficients rounded to multiples of the divisors. */
export function codePlane(plane: Plane, divisors: Int32Array): Plane {
  const { width, height, data } = plane;
  const result = new Float32Array(data.length);
  const block = new Int32Array(64);
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let i = 0; i < 64; i++) {
        const x = Math.min(left + (i & 7), width - 1);
        const y = Math.min(top + (i >> 3), height - 1);
        block[i] = data[y * width + x]! - 128;
      }
      forwardTransform(block);
      for (let i = 0; i < 64; i++) {
        // The transform's coefficients are 8 times too large.
        const divisor = divisors[i]! * 8;
        const size = Math.floor((Math.abs(block[i]!) + (divisor >> 1)) / divisor);
        block[i] = (block[i]! < 0 ? -size : size) * divisors[i]!;
      }
      inverseTransform(block);
      for (let i = 0; i < 64; i++) {
        const x = left + (i & 7);
        const y = top + (i >> 3);
        if (x < width && y < height) result[y * width + x] = Math.min(Math.max(block[i]! + 128, 0), 255);
      }
    }
  }
  return { width, height, data: result };
}
