import type { Region } from '../image/region.js';

/** One run of the network. Both regions are in the picture's coordinates. */
export interface Tile {
  /** The pixels that this tile gives to the result. The cores of a plan cover the picture, each pixel once. */
  readonly core: Region;
  /**
   * The pixels that the network reads: the core with its halo, cut at the borders of the extended picture. Origin and size are
   * multiples of the alignment.
   */
  readonly input: Region;
}

/** How a picture is cut so that the network never holds more than a bound; made by `planTiles`. */
export interface TilePlan {
  /** Pixels a row of the picture. */
  readonly width: number;
  /** Rows of the picture. */
  readonly height: number;
  /** The picture's size rounded up to the alignment; what lies beyond the picture is its reflection. */
  readonly extendedWidth: number;
  /** The picture's height with what is added below to reach a multiple of the alignment. */
  readonly extendedHeight: number;
  /** Pixels a row of every tile's input, halo included. */
  readonly tileWidth: number;
  /** Its rows, halo included. */
  readonly tileHeight: number;
  /** Row by row, left to right. */
  readonly tiles: readonly Tile[];
  /** Pixels computed per pixel of the picture, at least 1. */
  readonly overhead: number;
}
