/** A group of patches of like brightness: their mean, the variance of their noise, and how many they are. */
export interface BrightnessGroup {
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}

/**
 * The line variance = a·mean + b through the groups, neither a nor b below 0; least squares in which a group weighs what its
 * variance is known to, and one far off the line little.
 */
export function varianceLine(groups: readonly BrightnessGroup[]): { a: number; b: number } {
  let line = { a: 0, b: 0 };
  let weights = groups.map(({ count, variance }) => count / (variance * variance + 1e-12));
  for (let round = 0; round < 10; round++) {
    let [w, x, y, xx, xy] = [0, 0, 0, 0, 0];
    groups.forEach(({ mean, variance }, i) => {
      const weight = weights[i]!;
      w += weight;
      x += weight * mean;
      y += weight * variance;
      xx += weight * mean * mean;
      xy += weight * mean * variance;
    });
    if (w === 0) return line;
    const spread = w * xx - x * x;
    const a = spread > 1e-9 * w * xx ? (w * xy - x * y) / spread : 0;
    const b = (y - a * x) / w;
    if (a < 0) line = { a: 0, b: y / w };
    else if (b < 0) line = { a: xy / xx, b: 0 };
    else line = { a, b };
    weights = groups.map(({ mean, variance, count }) => {
      const expected = line.a * mean + line.b;
      const relative = (variance - expected) / (expected + 1e-9);
      return count / (expected * expected + 1e-12) / (1 + (relative / 0.1) ** 2);
    });
  }
  return line;
}
