import { integerIn, invalid, numberIn } from '../validate.js';
import { defaultBytesPerPixel } from './bytes-per-pixel.js';
import type { Tile, TilePlan } from './tile-plan.js';

/** What a picture is cut into tiles for. */
export interface TileOptions {
  /** Size of the picture in pixels. */
  readonly width: number;
  /** Rows of the picture. */
  readonly height: number;
  /** Pixels around a core that the network must see as well. Infinity: only the picture as a whole will do. */
  readonly halo: number;
  /** Width and height of every input are multiples of this many pixels. Default 1. */
  readonly alignment?: number;
  /** No input takes more engine memory than this, in bytes. Default: no bound. */
  readonly memory?: number;
  /** No input is wider or higher than this many pixels, halo included. Default: no bound. */
  readonly tile?: number;
  /** Engine memory for one pixel of an input, in bytes. Default 768: three activations of 64 channels. */
  readonly bytesPerPixel?: number;
}

/** One stretch of a row or column of tiles. */
interface Span {
  readonly core: number;
  readonly coreEnd: number;
  readonly input: number;
}

/** How many tiles of a size cover a length, neighbours sharing twice the halo. */
function tilesAlong(length: number, size: number, halo: number): number {
  return size >= length ? 1 : Math.ceil((length - 2 * halo) / (size - 2 * halo));
}

/** The smallest size, a multiple of the alignment, with which `count` tiles cover a length. */
function sizeFor(length: number, count: number, halo: number, alignment: number): number {
  if (count === 1) return length;
  return Math.ceil((2 * halo + (length - 2 * halo) / count) / alignment) * alignment;
}

/** Tiles of one size over an extended length. All stay inside it; the last moves back rather than shrink: one input size for all. */
function spans(length: number, extended: number, size: number, halo: number): Span[] {
  const result: Span[] = [];
  for (let core = 0; core < extended; ) {
    const input = Math.max(0, Math.min(core - halo, extended - size));
    const end = input + size >= extended ? extended : input + size - halo;
    result.push({ core, coreEnd: Math.min(end, length), input });
    core = end;
  }
  return result;
}

/** The input size with the fewest computed pixels under the bounds, or undefined when no size keeps them. */
function chooseSize(width: number, height: number, halo: number, alignment: number, pixels: number, longestSide: number) {
  let best: { width: number; height: number; computed: number } | undefined;
  const smallest = 2 * halo + alignment;
  for (let columns = 1; columns === 1 || width > 2 * halo; columns++) {
    const tileWidth = sizeFor(width, columns, halo, alignment);
    const room = Math.min(longestSide, pixels / tileWidth);
    const limit = room >= height ? height : Math.floor(room / alignment) * alignment;
    if (tileWidth <= longestSide && (limit === height || limit >= smallest)) {
      const rows = tilesAlong(height, limit, halo);
      const tileHeight = sizeFor(height, rows, halo, alignment);
      const computed = tilesAlong(width, tileWidth, halo) * tileWidth * rows * tileHeight;
      if (best === undefined || computed < best.computed) best = { width: tileWidth, height: tileHeight, computed };
    }
    if (tileWidth <= smallest) break;
  }
  return best;
}

/**
 * Cuts a picture into tiles: as few computed pixels as the bounds allow, one tile when the whole picture keeps them. Every input
 * has the same size, and begins where the strides of the whole picture's layers begin, so that with a halo as wide as the
 * network's reach the tiles together equal the whole picture.
 * @throws RangeError when an option is outside its range, or the bound is too small for any tile.
 */
export function planTiles(options: TileOptions): TilePlan {
  const width = integerIn('width', options.width, 1, Infinity);
  const height = integerIn('height', options.height, 1, Infinity);
  const alignment = integerIn('alignment', options.alignment ?? 1, 1, Infinity);
  const bytesPerPixel = numberIn('bytesPerPixel', options.bytesPerPixel ?? defaultBytesPerPixel, Number.MIN_VALUE, Infinity);
  const memory = options.memory === Infinity ? Infinity : numberIn('memory', options.memory ?? Number.MAX_VALUE, 0, Infinity);
  const longestSide = options.tile === undefined ? Infinity : integerIn('tile', options.tile, 1, Infinity);
  const whole = options.halo === Infinity;
  const alignUp = (value: number) => Math.ceil(value / alignment) * alignment;
  const extendedWidth = alignUp(width);
  const extendedHeight = alignUp(height);
  const halo = whole ? alignUp(Math.max(width, height)) : alignUp(integerIn('halo', options.halo, 0, Infinity));

  const size = chooseSize(extendedWidth, extendedHeight, halo, alignment, memory / bytesPerPixel, longestSide);
  if (size === undefined) {
    const side = 2 * halo + alignment;
    const [smallestWidth, smallestHeight] = [Math.min(side, extendedWidth), Math.min(side, extendedHeight)];
    const reason = whole ? 'the network must see the whole picture' : `the smallest tile is ${smallestWidth}×${smallestHeight} pixels`;
    const longest = Math.max(smallestWidth, smallestHeight);
    if (longest > longestSide) throw invalid('tile', `at least ${longest} (${reason})`, longestSide);
    const bytes = Math.ceil(smallestWidth * smallestHeight * bytesPerPixel);
    throw invalid('memory', `at least ${bytes} bytes (${reason})`, memory);
  }

  const columns = spans(width, extendedWidth, size.width, halo);
  const tiles = spans(height, extendedHeight, size.height, halo).flatMap((row) =>
    columns.map(
      (column): Tile => ({
        core: { x: column.core, y: row.core, width: column.coreEnd - column.core, height: row.coreEnd - row.core },
        input: { x: column.input, y: row.input, width: size.width, height: size.height },
      }),
    ),
  );
  const overhead = (tiles.length * size.width * size.height) / (width * height);
  return { width, height, extendedWidth, extendedHeight, tileWidth: size.width, tileHeight: size.height, tiles, overhead };
}
