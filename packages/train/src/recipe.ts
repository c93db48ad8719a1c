import type { NetworkConfig } from '@cleargrain/core';
import type { FileShare } from './data/file-share.js';
import type { TrainingNoise } from './data/training-noise.js';
import type { LossName } from './loss/loss.js';
import type { OptimiserName } from './optimiser/optimise.js';

/** A stretch of a run with one size of batch and crop and one loss. */
export interface TrainingPhase {
  /** The part of the run at which the phase ends, 0 to 1; the last one ends at 1. */
  readonly until: number;
  /** Pictures in a batch. */
  readonly batch: number;
  /** Width and height of a crop in pixels. */
  readonly crop: number;
  /** What is made small. */
  readonly loss: LossName;
}

/** A training run as data: with the same recipe and photographs the same model comes out. */
export interface Recipe {
  /** The network that is trained. */
  readonly network: NetworkConfig;
  /** Optimisation steps. Default 20000. */
  readonly steps: number;
  /** Default 1. */
  readonly seed: number;
  /** The training, one part after another. */
  readonly phases: readonly TrainingPhase[];
  /** The scales at which photographs are seen, 0.1–1, each as likely. Default [1]. */
  readonly scales?: readonly number[];
  /** Pictures that were JPEG files before they were noisy, as most photographs were: what the file did to them is theirs to keep. Default: none. */
  readonly jpeg?: FileShare;
  /** The kinds of noise that are drawn from. */
  readonly noise: readonly TrainingNoise[];
  /** How the learning rate goes. */
  readonly learningRate: {
    /** Default 1e-3. */
    readonly peak: number;
    /** Default 1e-6. */
    readonly final: number;
    /** Steps of the rise at the beginning. Default 500, or a twentieth of the run where that is less. */
    readonly warmup: number;
  };
  /** Default adamw. */
  readonly optimiser: OptimiserName;
  /** Share of every parameter that a step takes away, times the learning rate. Default 0. */
  readonly weightDecay: number;
  /** Gradients longer than this are shortened to it. Default 1. */
  readonly gradientLimit: number;
  /** How much of the weight average a step keeps. Default 0.999. */
  readonly averageDecay: number;
  /** How much of what the network should answer is a teacher's answer, 0–1; the rest is the clean picture. For a run that has a teacher; default 0.5. */
  readonly teacherShare?: number;
  /** How the network is tested on the way. */
  readonly validation: {
    /** Steps between two validations. Default 1000. */
    readonly every: number;
    /** Standard deviation of the noise in grey levels, 0–255. Default 25. */
    readonly sigma: number;
    /** Another noise in its place, as `parseNoise` reads it, such as `photo:12`. */
    readonly noise?: string;
  };
}

/** What most runs share: blind Gaussian noise, floats and 8-bit files, crops that grow, L1 and at last MSE. */
export const defaultRecipe = {
  steps: 20000,
  seed: 1,
  phases: [
    { until: 0.4, batch: 16, crop: 64, loss: 'l1' },
    { until: 0.8, batch: 4, crop: 128, loss: 'l1' },
    { until: 0.9, batch: 4, crop: 160, loss: 'l1' },
    { until: 1, batch: 4, crop: 160, loss: 'mse' },
  ],
  noise: [
    { share: 0.66, kind: 'gaussian', ranges: [[0, 55]] },
    { share: 0.3, kind: 'gaussian', ranges: [[0, 55]], clipped: true },
    { share: 0.04, kind: 'gaussian', ranges: [[0, 2]] },
  ],
  learningRate: { peak: 1e-3, final: 1e-6 },
  optimiser: 'adamw',
  weightDecay: 0,
  gradientLimit: 1,
  averageDecay: 0.999,
  validation: { every: 1000, sigma: 25 },
} as const satisfies Partial<Omit<Recipe, 'learningRate'>> & { learningRate: Partial<Recipe['learningRate']> };
