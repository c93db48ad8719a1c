import type { Patches } from './patches.js';

/** The covariance matrix `[dimensions, dimensions]` of the patches named by `chosen`. */
export function covariance({ dimensions, data }: Patches, chosen: Int32Array): Float64Array {
  const count = chosen.length;
  const centered = new Float64Array(dimensions * count);
  for (let i = 0; i < dimensions; i++) {
    const row = i * count;
    let sum = 0;
    for (let k = 0; k < count; k++) sum += centered[row + k] = data[chosen[k]! * dimensions + i]!;
    for (let k = 0; k < count; k++) centered[row + k] = centered[row + k]! - sum / count;
  }
  const result = new Float64Array(dimensions * dimensions);
  for (let i = 0; i < dimensions; i++) {
    const a = centered.subarray(i * count, (i + 1) * count);
    for (let j = i; j < dimensions; j++) {
      const b = centered.subarray(j * count, (j + 1) * count);
      let [even, odd] = [0, 0];
      for (let k = 1; k < count; k += 2) {
        even += a[k - 1]! * b[k - 1]!;
        odd += a[k]! * b[k]!;
      }
      if (count % 2 === 1) even += a[count - 1]! * b[count - 1]!;
      result[i * dimensions + j] = result[j * dimensions + i] = (even + odd) / count;
    }
  }
  return result;
}
