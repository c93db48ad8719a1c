/** Whether there is neither a NaN nor an infinity among the samples. */
export function allFinite(samples: Float32Array): boolean {
  // x − x is 0 for finite numbers and NaN for all others, and NaN stays in the sum: no branch for each sample.
  let sum = 0;
  for (let index = 0; index < samples.length; index++) sum += samples[index]! - samples[index]!;
  return sum === 0;
}
