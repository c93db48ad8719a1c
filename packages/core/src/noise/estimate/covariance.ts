import type { Patches } from './patches.js';

/** Patches taken at once: their vectors stay in the cache. */
const block = 256;

/** Adds a block's products `[dimensions, block]` to the upper half of `sums`; four at a time, which is twice as fast. */
function accumulate(rows: Float64Array, dimensions: number, sums: Float64Array): void {
  for (let i = 0; i < dimensions; i++) {
    const a = i * block;
    for (let j = i; j < dimensions; j += 4) {
      const last = (dimensions - 1) * block;
      const b = j * block;
      const c = Math.min(b + block, last);
      const d = Math.min(b + 2 * block, last);
      const e = Math.min(b + 3 * block, last);
      let [first, second, third, fourth] = [0, 0, 0, 0];
      for (let k = 0; k < block; k++) {
        const value = rows[a + k]!;
        first += value * rows[b + k]!;
        second += value * rows[c + k]!;
        third += value * rows[d + k]!;
        fourth += value * rows[e + k]!;
      }
      const at = i * dimensions + j;
      sums[at] = sums[at]! + first;
      if (j + 1 < dimensions) sums[at + 1] = sums[at + 1]! + second;
      if (j + 2 < dimensions) sums[at + 2] = sums[at + 2]! + third;
      if (j + 3 < dimensions) sums[at + 3] = sums[at + 3]! + fourth;
    }
  }
}

/** The covariance matrix `[dimensions, dimensions]` of the patches named by `chosen`. */
export function covariance({ dimensions, data }: Patches, chosen: Int32Array): Float64Array {
  const mean = new Float64Array(dimensions);
  for (let k = 0; k < chosen.length; k++) {
    const from = chosen[k]! * dimensions;
    for (let i = 0; i < dimensions; i++) mean[i] = mean[i]! + data[from + i]!;
  }
  for (let i = 0; i < dimensions; i++) mean[i] = mean[i]! / chosen.length;
  const sums = new Float64Array(dimensions * dimensions);
  const rows = new Float64Array(dimensions * block);
  for (let start = 0; start < chosen.length; start += block) {
    rows.fill(0);
    const size = Math.min(block, chosen.length - start);
    for (let k = 0; k < size; k++) {
      const from = chosen[start + k]! * dimensions;
      for (let i = 0; i < dimensions; i++) rows[i * block + k] = data[from + i]! - mean[i]!;
    }
    accumulate(rows, dimensions, sums);
  }
  return sums.map((_, at) => {
    const i = Math.floor(at / dimensions);
    const j = at % dimensions;
    return sums[Math.min(i, j) * dimensions + Math.max(i, j)]! / chosen.length;
  });
}
