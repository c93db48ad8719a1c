import type { DenoiseOptions } from '../denoise/denoise-options.js';
import type { DenoiseReport } from '../denoise/denoise-report.js';
import type { DeviceName } from '../engine.js';
import type { Image } from '../image/image.js';
import type { ImageSink, ImageSource } from '../image/region.js';
import type { Model } from '../model/model.js';
import type { KindOfPicture, PictureKind } from './picture-kind.js';

/** What a denoising did, and with which model. */
export interface DenoiserReport extends DenoiseReport {
  /** The name of the model that did it. */
  readonly model: string;
  /** Why this model, where the denoiser chose it: a few words for people. */
  readonly reason?: string;
}

/** How a picture is denoised; every option may be left out. */
export interface DenoiserCallOptions extends DenoiseOptions {
  /** What kind of picture it is, for a denoiser that chooses the model. Default: what `pictureKind` finds. */
  readonly kind?: KindOfPicture;
}

/** Denoises pictures with one model, or with the one that fits each picture. */
export interface Denoiser {
  /** What computes. */
  readonly device: DeviceName;
  /** Which device runs and why, in one line for people. */
  readonly description: string;
  /**
   * The model that a kind of picture gets, 1 being grey and 3 colour; it is loaded when it is first wanted.
   * @throws ModelError when the model cannot be used.
   */
  modelFor(kind: 1 | 3 | PictureKind): Promise<Model>;
  /**
   * A denoised copy of the image, with all its other properties. Samples of the result may leave [0, 1].
   * @throws what core's `denoise` throws; ModelError when the model cannot be used.
   */
  denoise<T extends Image>(image: T, options?: DenoiserCallOptions): Promise<T>;
  /**
   * Denoises from a source to a sink, tile by tile, so that the floats of a large picture are never in memory as a whole.
   * @throws as `denoise` does, and what source and sink throw.
   */
  denoiseTo(source: ImageSource, sink: ImageSink, options?: DenoiserCallOptions): Promise<DenoiserReport>;
  /** Frees the models, and the engine unless it was passed in, once the runs under way have ended. */
  close(): Promise<void>;
}
