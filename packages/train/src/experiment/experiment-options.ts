import type { Engine, Image } from '@cleargrain/core';
import type { TrainingProgress } from '../train.js';

/** A picture of the experiment, by the name it has in the results. */
export interface NamedImage {
  /** What results call it. */
  readonly name: string;
  /** The clean picture. */
  readonly image: Image;
}

/** The test picture (the last one) in the middle of the training. */
export interface ExperimentPreview {
  /** Steps done. */
  readonly step: number;
  /** What the network makes of it so far. */
  readonly denoised: Image;
  /** dB, peak 255. */
  readonly psnr: number;
}

/** The exercise: pictures are given apart from it. */
export interface ExperimentOptions {
  /** What computes. */
  readonly engine: Engine;
  /** The pictures to make noisy and to denoise, of any size. */
  readonly images: readonly NamedImage[];
  /** Pictures to learn from. Default: `images`, all but the last, which is held out; a single picture is learnt from and tested on. */
  readonly trainingImages?: readonly NamedImage[];
  /** Size to which all pictures are brought, in pixels, 16 to 4096: scaled to cover it, the rest cut off. Default 256×256. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Whether pictures become grey. If not, grey ones become colour, unless there is no other. Default true. */
  readonly gray?: boolean;
  /** The noise as `parseNoise` reads it, one model above 0, such as `poisson:30`; Gaussian of σ 0.1 to 255. Default `gaussian:25`. */
  readonly noise?: string;
  /** Widths of the network's hidden layers. Default 8, 16, 8, 4. */
  readonly layers?: readonly number[];
  /** How many times the training sees every pixel. Default: as often as makes about 4000 steps. */
  readonly epochs?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Stops between steps, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Ends the training after the present step; the experiment goes on with what has been learnt by then. */
  readonly enough?: AbortSignal;
  /** Called as the training goes on. */
  readonly onTraining?: (progress: TrainingProgress) => void;
  /** Called with the test picture as the network makes it so far; the run waits for it. */
  readonly onPreview?: (preview: ExperimentPreview) => Promise<void> | void;
  /** Seconds between two previews. Default 2. */
  readonly previewEvery?: number;
}
