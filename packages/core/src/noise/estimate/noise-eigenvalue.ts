/**
 * The variance of the noise from the eigenvalues of noisy patches, largest first (Chen, Zhu, Heng 2015): pictures fill few
 * directions, noise all; when the largest are taken away until the mean of the rest is their median, noise is left.
 */
export function noiseEigenvalue(values: Float64Array): number {
  let sum = values.reduce((total, value) => total + value, 0);
  for (let i = 0; i < values.length; i++) {
    const rest = values.length - i;
    const mean = sum / rest;
    const middle = i + (rest >> 1);
    const median = rest % 2 === 1 ? values[middle]! : (values[middle]! + values[middle - 1]!) / 2;
    if (mean <= median) return Math.max(0, mean);
    sum -= values[i]!;
  }
  return 0;
}
