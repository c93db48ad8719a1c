import type { NoiseCorrelation } from './noise-correlation.js';

/**
 * Measured on photographs: white noise of σ 3 and more stays below 0.25 between neighbours, and neighbours and colours together below 0.2; noise
 * smoothed by a camera or cut by JPEG lies above 0.35 between neighbours, and noise that was grey or went through a camera's colour matrix above 0.4 in
 * both together. Clean photographs reach that too, with less than 1.2 grey levels in their flattest parts, few with 2.
 */
const least = { neighbors: 0.35, both: 0.4, sigmaOfBoth: 2 };

/** The standard deviation in the flattest parts from which there is noise to speak of, in grey levels (0–255). */
export const leastSigma = 1.2;

/** Whether there is noise that a pixel shares with its neighbours. */
export const isSharedByNeighbors = ({ neighbors, sigma }: NoiseCorrelation): boolean => neighbors > least.neighbors && sigma > leastSigma;

/** Whether there is noise that red, green and blue share. */
export const isSharedByColors = ({ neighbors, channels, sigma }: NoiseCorrelation): boolean =>
  neighbors + channels > least.both && sigma > least.sigmaOfBoth;
