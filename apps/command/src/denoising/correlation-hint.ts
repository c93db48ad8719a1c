import type { NeighborCorrelation } from '@cleargrain/core';

/**
 * Measured on photographs: white noise of σ 3 and more stays below 0.25, noise smoothed by a camera or cut by JPEG lies above 0.35; clean
 * photographs reach that too, with less than 1.2 grey levels in their flattest parts.
 */
const least = { correlation: 0.35, sigma: 1.2 };

/** Whether the noise is of a kind that models trained on white noise take for detail. */
export function isCorrelated({ correlation, sigma }: NeighborCorrelation): boolean {
  return correlation > least.correlation && sigma > least.sigma;
}

/** What to say of pictures with such noise, in one line. */
export function correlationHint([first, ...more]: readonly string[]): string {
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return `hint: the noise of ${first}${others} is correlated from pixel to pixel, as in a camera's JPEG; this model learnt white noise and changes little there`;
}
