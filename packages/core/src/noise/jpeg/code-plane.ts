import type { Plane } from './plane.js';

/** Entry [frequency × 8 + place] of the orthonormal cosine transform of 8 samples. */
const basis = Float64Array.from({ length: 64 }, (_, i) => {
  const frequency = i >> 3;
  return Math.cos(((2 * (i & 7) + 1) * frequency * Math.PI) / 16) * (frequency === 0 ? Math.SQRT1_2 : 1) * 0.5;
});

/** Transforms rows of a block and transposes it: twice makes the cosine transform in two dimensions. */
function transformRows(from: Float64Array, to: Float64Array, inverse: boolean): void {
  for (let row = 0; row < 8; row++) {
    for (let i = 0; i < 8; i++) {
      let sum = 0;
      for (let k = 0; k < 8; k++) sum += from[row * 8 + k]! * (inverse ? basis[k * 8 + i]! : basis[i * 8 + k]!);
      to[i * 8 + row] = sum;
    }
  }
}

/** What JPEG makes of a plane: blocks of 8×8, their cosine coefficients rounded to multiples of the divisors. */
export function codePlane(plane: Plane, divisors: Float64Array): Plane {
  const { width, height, data } = plane;
  const result = new Float32Array(data.length);
  const block = new Float64Array(64);
  const other = new Float64Array(64);
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let i = 0; i < 64; i++) {
        const x = Math.min(left + (i & 7), width - 1);
        const y = Math.min(top + (i >> 3), height - 1);
        block[i] = data[y * width + x]! - 128;
      }
      transformRows(block, other, false);
      transformRows(other, block, false);
      for (let i = 0; i < 64; i++) {
        const size = Math.floor(Math.abs(block[i]!) / divisors[i]! + 0.5);
        block[i] = Math.sign(block[i]!) * size * divisors[i]!;
      }
      transformRows(block, other, true);
      transformRows(other, block, true);
      for (let i = 0; i < 64; i++) {
        const x = left + (i & 7);
        const y = top + (i >> 3);
        if (x < width && y < height) result[y * width + x] = Math.min(Math.max(Math.round(block[i]! + 128), 0), 255);
      }
    }
  }
  return { width, height, data: result };
}
