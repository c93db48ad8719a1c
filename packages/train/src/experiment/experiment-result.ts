import type { Image } from '@cleargrain/core';
import type { TrainingPoint } from '../checkpoint.js';
import type { Recipe } from '../recipe.js';

/** How close a picture is to the clean one. */
export interface Figures {
  /** dB, peak 255. */
  readonly psnr: number;
  readonly ssim: number;
  /** Edge sharpness kept: 1 is all of it. */
  readonly sharpness: number;
}

export interface ExperimentImage {
  readonly name: string;
  /** Whether the training has not seen the picture. */
  readonly heldOut: boolean;
  readonly clean: Image;
  readonly noisy: Image;
  readonly denoised: Image;
  readonly figures: { readonly noisy: Figures; readonly denoised: Figures };
}

/** One point of PSNR against the noise level: means over the pictures that were held out (or all, when none was). */
export interface LevelFigures {
  /** The noise by its name, as `parseNoise` reads it. */
  readonly noise: string;
  /** σ in grey levels: of Gaussian noise as it was asked for, of other kinds the root mean square of what they changed. */
  readonly sigma: number;
  readonly noisyPsnr: number;
  readonly psnr: number;
}

export interface ExperimentResult {
  readonly images: readonly ExperimentImage[];
  readonly curve: readonly LevelFigures[];
  readonly recipe: Recipe;
  readonly epochs: number;
  /** Steps done: those of the recipe, or fewer when it was enough. */
  readonly steps: number;
  readonly seconds: number;
  readonly history: readonly TrainingPoint[];
  /** The trained network as an ONNX file. */
  readonly model: Uint8Array;
}
