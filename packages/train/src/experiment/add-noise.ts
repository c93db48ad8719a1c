import { clip, combineSeeds, createRandom, gaussian, type Image } from '@cleargrain/core';

/** The noisy picture as a file would hold it: the exercise clips to [0, 1]. Every picture has its own noise, of one pattern at all levels. */
export const addNoise = (image: Image, sigma: number, seed: number, index: number): Image =>
  clip(gaussian(sigma).apply(image, createRandom(combineSeeds(seed, index))));
