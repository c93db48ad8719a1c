import type { Image } from '@cleargrain/core';
import type { TrainingPoint } from '../checkpoint.js';
import type { Recipe } from '../recipe.js';

/** How close a picture is to the clean one. */
export interface Figures {
  /** dB, peak 255. */
  readonly psnr: number;
  /** SSIM, 0 to 1. */
  readonly ssim: number;
  /** Edge sharpness kept: 1 is all of it. */
  readonly sharpness: number;
}

/** A picture of the exercise in its three states. */
export interface ExperimentImage {
  /** The picture's name. */
  readonly name: string;
  /** Whether the training has not seen the picture. */
  readonly heldOut: boolean;
  /** As it was given, resized, in the channels of the network. */
  readonly clean: Image;
  /** With the noise. */
  readonly noisy: Image;
  /** What the network made of it. */
  readonly denoised: Image;
  /** Both beside the clean one. */
  readonly figures: { readonly noisy: Figures; readonly denoised: Figures };
}

/** One point of PSNR against the noise level: means over the pictures that were held out (or all, when none was). */
export interface LevelFigures {
  /** The noise by its name, as `parseNoise` reads it. */
  readonly noise: string;
  /** σ in grey levels: of Gaussian noise as it was asked for, of other kinds the root mean square of what they changed. */
  readonly sigma: number;
  /** Mean PSNR of the noisy pictures in dB. */
  readonly noisyPsnr: number;
  /** Mean PSNR of the denoised ones in dB. */
  readonly psnr: number;
}

/** What came of the exercise. */
export interface ExperimentResult {
  /** Its pictures, in the order in which they were given; `heldOut` says which of them the training has not seen. */
  readonly images: readonly ExperimentImage[];
  /** PSNR against the noise level. */
  readonly curve: readonly LevelFigures[];
  /** How the network was trained. */
  readonly recipe: Recipe;
  /** Epochs that were trained: those that were asked for, or fewer, not always a whole number, when it was enough. */
  readonly epochs: number;
  /** Steps done: those of the recipe, or fewer when it was enough. */
  readonly steps: number;
  /** Seconds that the training took. */
  readonly seconds: number;
  /** What was measured in the training. */
  readonly history: readonly TrainingPoint[];
  /** The trained network as an ONNX file. */
  readonly model: Uint8Array;
}
