/** The density of the standard normal distribution. */
const density = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/** The standard normal distribution function, to 1e-7 (Abramowitz, Stegun 26.2.17). */
function below(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail = density(x) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x > 0 ? 1 - tail : tail;
}

/** Mean and variance of a normal number that is clipped to [low, high]. */
function moments(mean: number, sigma: number, low: number, high: number): { mean: number; variance: number } {
  const a = (low - mean) / sigma;
  const b = (high - mean) / sigma;
  const [lower, upper] = [below(a), below(b)];
  const [lowerDensity, upperDensity] = [density(a), density(b)];
  const inside = upper - lower;
  const edgeA = Number.isFinite(a) ? a * lower : 0;
  const edgeB = Number.isFinite(b) ? b * (1 - upper) : 0;
  const first = edgeA + edgeB + lowerDensity - upperDensity;
  const squareA = Number.isFinite(a) ? a * a * lower + a * lowerDensity : 0;
  const squareB = Number.isFinite(b) ? b * b * (1 - upper) - b * upperDensity : 0;
  const second = squareA + squareB + inside;
  return { mean: mean + sigma * first, variance: sigma * sigma * Math.max(0, second - first * first) };
}

/**
 * What part of the variance of normal noise is left where clipping to [low, high] brought the mean to `mean`. A limit may be
 * infinite.
 */
export function varianceLeft(mean: number, sigma: number, low: number, high: number): number {
  let [from, to] = [mean - 4 * sigma, mean + 4 * sigma];
  for (let i = 0; i < 30; i++) {
    const middle = (from + to) / 2;
    if (moments(middle, sigma, low, high).mean < mean) from = middle;
    else to = middle;
  }
  return moments((from + to) / 2, sigma, low, high).variance / (sigma * sigma);
}
