import type { PictureOrigin } from '@cleargrain/core';
import type { WebFormat } from '@cleargrain/web';
import type { MixControls } from './mix-controls.js';

/** What the page knows of a picture that the worker holds. */
export interface PictureInfo {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly depth: 8 | 16 | 32;
  /** The format in which it is saved when none is chosen. */
  readonly format: WebFormat;
  /** The format of its file. */
  readonly input: PictureOrigin['format'];
  /** The quality in which it is saved as JPEG and as WebP when none is chosen. */
  readonly quality: { readonly jpeg: number; readonly webp: number };
  /** Estimated noise, standard deviation in grey levels. */
  readonly sigma: number;
  /** Whether the clean picture is known. */
  readonly hasReference: boolean;
}

/** A picture's layers, each as red, green, blue and alpha of 8 bits, to be shown. */
export interface ShownLayers {
  readonly noisy: Uint8ClampedArray<ArrayBuffer>;
  /** In the place of alpha: how much structure there is, as `structureOf` of the core measures it. */
  readonly clean: Uint8ClampedArray<ArrayBuffer>;
  readonly reference?: Uint8ClampedArray<ArrayBuffer>;
}

/** A picture to be shown, and the same made smaller where it is large. */
export interface ShownPixels extends ShownLayers {
  /** Pixels along each side that make one of the overview; 1: there is none. */
  readonly factor: number;
  readonly overview: ShownLayers | undefined;
}

/** A part of a layer. */
export interface PixelPart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** A part of the result that is done, as pixels of `ShownLayers.clean`, and the same part of the overview where there is one. */
export interface TilePixels extends PixelPart {
  readonly overview: PixelPart | undefined;
}

/** How close a picture is to the clean one. */
export interface PictureFigures {
  /** dB, peak 255. */
  readonly psnr: number;
  readonly ssim: number;
}

export interface ComparedFigures {
  readonly noisy: PictureFigures;
  readonly clean: PictureFigures;
  /** The side of the middle part that was measured, where it is not the whole picture. */
  readonly part?: number;
}

/** What one model makes of a region. */
export interface ModelTrial extends PixelPart {
  readonly model: string;
  readonly seconds: number;
  /** dB, where the clean picture is known. */
  readonly psnr?: number;
}

/** A pixel's samples in the file's depth, without alpha. */
export interface PixelValues {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** How a result is saved. */
export interface SaveOptions {
  readonly controls: MixControls;
  readonly format: 'same' | WebFormat;
  /** 1 to 100; undefined: as the input. */
  readonly quality: number | undefined;
  /** Bits a sample, as far as the format holds them; undefined: as the input. */
  readonly depth: 8 | 16 | 32 | undefined;
  readonly metadata: boolean;
  /** What is added to the name, before its extension; may be empty. */
  readonly suffix: string;
}
