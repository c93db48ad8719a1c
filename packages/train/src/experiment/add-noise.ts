import { clip, combineSeeds, createRandom, type Image, parseNoise } from '@cleargrain/core';

/**
 * The noisy picture as a file would hold it: the exercise clips to [0, 1]. Every picture has its own noise, of one pattern at all levels.
 * `noise` is what `parseNoise` reads, one model.
 */
export const addNoise = (image: Image, noise: string, seed: number, index: number): Image =>
  clip(parseNoise(noise)[0]!.apply(image, createRandom(combineSeeds(seed, index))));
