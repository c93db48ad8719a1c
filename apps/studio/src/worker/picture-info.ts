/** What the page knows of a picture that the worker holds. */
export interface PictureInfo {
  readonly id: number;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly depth: 8 | 16 | 32;
  /** The format in which it is saved when none is chosen. */
  readonly format: 'png' | 'jpeg' | 'webp';
  /** Estimated noise, standard deviation in grey levels. */
  readonly sigma: number;
  /** Whether the clean picture is known. */
  readonly hasReference: boolean;
  /** Red, green, blue, alpha of 8 bits, to be shown. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** A copy of `pixels`, into which the result is written as it comes. */
  readonly clean: Uint8ClampedArray<ArrayBuffer>;
  /** The clean picture's, where it was just given as a file. */
  readonly referencePixels?: Uint8ClampedArray<ArrayBuffer>;
}

/** A part of a picture that is done, as pixels to be shown. */
export interface TilePixels {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** How close a picture is to the clean one. */
export interface PictureFigures {
  /** dB, peak 255. */
  readonly psnr: number;
  readonly ssim: number;
}

/** How a result is saved. */
export interface SaveOptions {
  /** 0 to 1, of light and of colour. */
  readonly strength: number;
  readonly chroma: number;
  readonly format: 'same' | 'png' | 'jpeg' | 'webp';
  readonly metadata: boolean;
}
