import { crop } from '../image/crop.js';
import type { Image } from '../image/image.js';
import { readInBands } from '../image/read-in-bands.js';
import type { Region } from '../image/region.js';
import type { Tile } from '../tiling/tile-plan.js';

/** Where a tile's core lies within its input. */
export const coreWithin = ({ core, input }: Tile): Region => ({ ...core, x: core.x - input.x, y: core.y - input.y });

/** The part of a tile's input or output that is the tile's core; the same picture when that is all of it. */
export async function coreOf(image: Image, tile: Tile): Promise<Image> {
  const { core } = tile;
  return core.width === image.width && core.height === image.height
    ? image
    : readInBands(coreWithin(tile), image.channels, (band) => crop(image, band));
}
