import type { ComparedFigures, PictureInfo, PixelPart, ShownPixels, TilePixels } from '../worker/picture-info.js';

export type JobState =
  /** Its file is not read yet. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'opening' }
  /** `part`: something of a large picture is clean: what is seen, or its middle. `error`: why the last try came to nothing. `next`: it is cleaned after those before it. `begun`: it was stopped when some of it was clean. */
  | { readonly kind: 'waiting'; readonly part?: 'seen' | 'middle'; readonly error?: string; readonly next?: true; readonly begun?: true }
  | { readonly kind: 'cleaning'; readonly fraction: number; readonly remaining?: number; readonly part: boolean }
  /** `wanted`: the model that was chosen, 'auto' among them; `model`: that which did it. */
  | { readonly kind: 'done'; readonly wanted: string; readonly model: string; readonly seconds: number }
  | { readonly kind: 'failed'; readonly error: string };

/** One picture of the queue, as the page sees it. */
export interface Job {
  readonly key: number;
  /** The file's name, without folders. */
  readonly name: string;
  /** Folders before the name, where it came from one; empty or with a slash at its end. */
  readonly folder: string;
  readonly state: JobState;
  readonly info?: PictureInfo;
  /** Counts the pictures that were given to this job, so that a viewer knows a new one. */
  readonly version: number;
  readonly figures?: ComparedFigures;
}

/** The pixels of the job that is looked at; `clean` changes with every tile. */
export interface ShownJob extends ShownPixels {
  readonly key: number;
  readonly version: number;
}

function writePart(pixels: Uint8ClampedArray, width: number, part: PixelPart): void {
  const row = part.width * 4;
  for (let y = 0; y < part.height; y++) pixels.set(part.pixels.subarray(y * row, (y + 1) * row), ((part.y + y) * width + part.x) * 4);
}

/** Writes a tile into the pixels of a picture of that width, and into its overview. */
export function writeTile({ clean, overview, factor }: ShownPixels, width: number, tile: TilePixels): void {
  writePart(clean, width, tile);
  if (overview !== undefined && tile.overview !== undefined) writePart(overview.clean, Math.ceil(width / factor), tile.overview);
}
