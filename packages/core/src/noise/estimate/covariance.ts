import type { Patches } from './patches.js';

/** Patches taken at once: their vectors stay in the cache. */
const block = 256;

// Small functions with plain loops, which the runtime compiles early: most of an estimate's time passes before.

/**
 * Adds the products of two rows of a block with four to `sums`, `stride` numbers a row: eight at a time, which is four times as fast as one by one.
 */
function addProducts(rows: Float64Array, row: number, column: number, sums: Float64Array, stride: number): void {
  const a = row * block;
  const b = a + block;
  const c = column * block;
  const d = c + block;
  const e = d + block;
  const f = e + block;
  let ac = 0;
  let ad = 0;
  let ae = 0;
  let af = 0;
  let bc = 0;
  let bd = 0;
  let be = 0;
  let bf = 0;
  for (let k = 0; k < block; k++) {
    const x = rows[a + k]!;
    const y = rows[b + k]!;
    const third = rows[c + k]!;
    const fourth = rows[d + k]!;
    const fifth = rows[e + k]!;
    const sixth = rows[f + k]!;
    ac += x * third;
    ad += x * fourth;
    ae += x * fifth;
    af += x * sixth;
    bc += y * third;
    bd += y * fourth;
    be += y * fifth;
    bf += y * sixth;
  }
  const at = row * stride + column;
  sums[at] = sums[at]! + ac;
  sums[at + 1] = sums[at + 1]! + ad;
  sums[at + 2] = sums[at + 2]! + ae;
  sums[at + 3] = sums[at + 3]! + af;
  const below = at + stride;
  sums[below] = sums[below]! + bc;
  sums[below + 1] = sums[below + 1]! + bd;
  sums[below + 2] = sums[below + 2]! + be;
  sums[below + 3] = sums[below + 3]! + bf;
}

/** Writes a patch less the mean as a column of `rows`. */
function center(data: Float32Array, from: number, mean: Float64Array, rows: Float64Array, column: number): void {
  for (let i = 0; i < mean.length; i++) rows[i * block + column] = data[from + i]! - mean[i]!;
}

function addPatch(sums: Float64Array, data: Float32Array, from: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! + data[from + i]!;
}

/** The covariance matrix `[dimensions, dimensions]` of the patches named by `chosen`. */
export function covariance({ dimensions, data }: Patches, chosen: Int32Array): Float64Array {
  const mean = new Float64Array(dimensions);
  for (let k = 0; k < chosen.length; k++) addPatch(mean, data, chosen[k]! * dimensions);
  for (let i = 0; i < dimensions; i++) mean[i] = mean[i]! / chosen.length;
  const stride = Math.ceil(dimensions / 4) * 4;
  const sums = new Float64Array(stride * stride);
  const rows = new Float64Array(stride * block);
  for (let start = 0; start < chosen.length; start += block) {
    const size = Math.min(block, chosen.length - start);
    if (size < block) rows.fill(0);
    for (let k = 0; k < size; k++) center(data, chosen[start + k]! * dimensions, mean, rows, k);
    // The upper half, in rectangles of 2 × 4.
    for (let i = 0; i < dimensions; i += 2) {
      for (let j = Math.floor(i / 4) * 4; j < dimensions; j += 4) addProducts(rows, i, j, sums, stride);
    }
  }
  const result = new Float64Array(dimensions * dimensions);
  for (let i = 0; i < dimensions; i++) {
    for (let j = i; j < dimensions; j++) {
      const value = sums[i * stride + j]! / chosen.length;
      result[i * dimensions + j] = value;
      result[j * dimensions + i] = value;
    }
  }
  return result;
}
