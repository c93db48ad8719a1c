import type { PictureFigures, PictureInfo, TilePixels } from '../worker/picture-info.js';

export type JobState =
  | { readonly kind: 'opening' }
  /** `part`: what is seen of a large picture is clean. */
  | { readonly kind: 'waiting'; readonly part?: boolean }
  | { readonly kind: 'cleaning'; readonly fraction: number; readonly remaining?: number; readonly part: boolean }
  | { readonly kind: 'done'; readonly model: string; readonly seconds: number }
  | { readonly kind: 'failed'; readonly error: string };

/** One picture of the queue, as the page sees it. */
export interface Job {
  readonly key: number;
  readonly name: string;
  readonly state: JobState;
  readonly info?: PictureInfo;
  /** The result's pixels; where it is not done, those of the noisy picture. */
  readonly clean?: Uint8ClampedArray<ArrayBuffer>;
  readonly referencePixels?: Uint8ClampedArray<ArrayBuffer>;
  /** Counts the pictures that were given to this job, so that a viewer knows a new one. */
  readonly version: number;
  readonly figures?: { readonly noisy: PictureFigures; readonly clean: PictureFigures };
}

/** Writes a tile into the pixels of a picture of that width. */
export function writeTile(pixels: Uint8ClampedArray, width: number, tile: TilePixels): void {
  const row = tile.width * 4;
  for (let y = 0; y < tile.height; y++) pixels.set(tile.pixels.subarray(y * row, (y + 1) * row), ((tile.y + y) * width + tile.x) * 4);
}
