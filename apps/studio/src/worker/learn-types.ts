import type { Figures, LevelFigures, TrainingProgress } from '@cleargrain/train';

/** What the exercise is run with. */
export interface LearnSettings {
  /** Names of the pictures; the last is held out where there are several. */
  readonly names: readonly string[];
  readonly size: { readonly width: number; readonly height: number };
  readonly gray: boolean;
  /** The noise, as `parseNoise` reads it. */
  readonly noise: string;
  readonly seed: number;
  /** Widths of the hidden layers. */
  readonly layers: readonly number[];
  readonly epochs: number;
}

/** An image as pixels to be shown: red, green, blue, alpha of 8 bits. */
export interface ShownImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** News of the training. */
export type LearnUpdate =
  | { readonly progress: TrainingProgress; readonly preview?: undefined }
  | { readonly preview: { readonly step: number; readonly psnr: number; readonly image: ShownImage }; readonly progress?: undefined };

export interface ShownRow {
  readonly name: string;
  readonly heldOut: boolean;
  readonly clean: ShownImage;
  readonly noisy: ShownImage;
  readonly denoised: ShownImage;
  readonly figures: { readonly noisy: Figures; readonly denoised: Figures };
}

/** What the exercise gave. */
export interface ShownResult {
  readonly images: readonly ShownRow[];
  readonly curve: readonly LevelFigures[];
  readonly epochs: number;
  readonly steps: number;
  /** Seconds of training. */
  readonly seconds: number;
  readonly device: string;
  /** The trained network as an ONNX file. */
  readonly model: Uint8Array;
}
