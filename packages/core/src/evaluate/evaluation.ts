import type { Image } from '../image/image.js';
import type { Progress } from '../progress.js';

/** A clean picture to measure on; it is read when its turn comes. */
export interface EvaluationImage {
  /** What results call it. */
  readonly name: string;
  /** The clean picture. */
  read(): Image | Promise<Image>;
}

/** What is evaluated, and how. */
export interface EvaluationOptions {
  /** Seed of the noise, an integer of at least 0. Default 0. */
  readonly seed?: number;
  /** Whether the noisy picture is clipped and rounded to 8 bit, as in a file. Default false. */
  readonly clip?: boolean;
  /** Stops it at once, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each picture at each level. */
  readonly onProgress?: (progress: Progress) => void;
}

/** What one picture gives. */
export interface ImageFigures {
  /** The picture's name. */
  readonly name: string;
  /** Decibels, peak 255. */
  readonly psnr: number;
  /** SSIM, 0 to 1. */
  readonly ssim: number;
}

/** What one noise gives: the means, and every picture's figures. */
export interface EvaluationResult {
  /** The noise as `parseNoise` reads it, such as `gaussian:25`. */
  readonly noise: string;
  /** Whether the noisy picture was clipped and rounded to 8 bits, as in a file. */
  readonly clipped: boolean;
  /** Mean PSNR of the pictures in dB. */
  readonly psnr: number;
  /** Mean SSIM of the pictures, 0 to 1. */
  readonly ssim: number;
  /** The figures of each picture. */
  readonly images: readonly ImageFigures[];
}

/** The figures of a model on a set of pictures, one result for each noise. */
export interface Evaluation {
  /** The model's name. */
  readonly model: string;
  /** One for each kind and level of noise. */
  readonly results: readonly EvaluationResult[];
}
