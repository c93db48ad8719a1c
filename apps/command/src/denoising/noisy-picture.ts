import type { OpenPicture } from '@cleargrain/node';
import { type MeasuredNoise, measureNoise } from './measure-noise.js';

/** A picture that is open, and the noise of each of its pages. */
export interface NoisyPicture {
  readonly picture: OpenPicture;
  /** Still being measured, where the picture is in memory as a whole. */
  readonly noise: readonly (MeasuredNoise | Promise<MeasuredNoise>)[];
}

/** Measures the noise of an open picture, or begins to. */
export async function noisyPicture(picture: OpenPicture): Promise<NoisyPicture> {
  const noise = picture.pages.map(({ source }) => measureNoise(source));
  // Of a picture in strips other rows would be read while it is denoised.
  return { picture, noise: picture.way === 'strips' ? await Promise.all(noise) : noise };
}

/** The noise of an open picture that is not wanted for more, and is closed. */
export async function noiseOf(picture: OpenPicture): Promise<readonly MeasuredNoise[]> {
  try {
    return await Promise.all(picture.pages.map(({ source }) => measureNoise(source)));
  } finally {
    await picture.close();
  }
}
