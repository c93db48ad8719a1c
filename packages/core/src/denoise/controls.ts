import { crop } from '../image/crop.js';
import { grown } from '../image/grown.js';
import type { Image } from '../image/image.js';
import { imageSource } from '../image/image-source.js';
import { readInBands } from '../image/read-in-bands.js';
import type { ImageSource, Region } from '../image/region.js';
import type { Tile } from '../tiling/tile-plan.js';
import { numberIn } from '../validate.js';
import { blend } from './blend.js';
import { blendByMask } from './blend-by-mask.js';
import { coreOf, coreWithin } from './core-of.js';
import type { DenoiseOptions } from './denoise-options.js';
import { type GivenBack, giveBack, structureReach } from './give-back.js';

/** What becomes of the network's output: options that were checked. */
export interface Controls extends GivenBack {
  /** The part of the network's work that is taken in luma and in colour, 0 to 1. */
  readonly light: number;
  readonly chroma: number;
  readonly mask: ImageSource | undefined;
}

function maskOf(source: ImageSource, given: DenoiseOptions['mask']): ImageSource | undefined {
  if (given === undefined) return undefined;
  const mask = 'data' in given ? imageSource(given) : given;
  const { width, height, channels } = mask;
  if (width === source.width && height === source.height && channels === 1) return mask;
  const received = `one ${channels === 1 ? 'in grey' : 'in colour'} of ${width}×${height}`;
  throw new RangeError(`expected a grey picture of ${source.width}×${source.height} for mask, received ${received}`);
}

/**
 * Checks the options that say what becomes of the network's output.
 * @throws RangeError for those outside their range.
 */
export function controlsOf(source: ImageSource, options: DenoiseOptions): Controls {
  const light = numberIn('strength', options.strength ?? 1, 0, 1);
  return {
    light,
    chroma: source.channels === 1 ? light : numberIn('chroma', options.chroma ?? light, 0, 1),
    detail: numberIn('detail', options.detail ?? 0, 0, 1),
    grain: numberIn('grain', options.grain ?? 0, 0, 1),
    mask: maskOf(source, options.mask),
  };
}

/** Whether the network's output is the result as it is. */
export function takesAll({ light, chroma, detail, grain, mask }: Controls): boolean {
  return light === 1 && chroma === 1 && detail === 0 && grain === 0 && mask === undefined;
}

/** The result for a part of the picture from its surroundings before and after the network. */
async function applyTo(noisy: Image, clean: Image, part: Tile, { light, chroma, mask, ...given }: Controls): Promise<Image> {
  const before = await coreOf(noisy, part);
  const after = given.detail > 0 || given.grain > 0 ? giveBack(noisy, clean, coreWithin(part), given) : await coreOf(clean, part);
  const blended = blend(before, after, light, chroma);
  return mask === undefined ? blended : blendByMask(before, blended, await mask.read(part.core));
}

/** The result for a tile's core, from the tile's input and the network's output for it. The event loop goes on meanwhile. */
export function applyControls(noisy: Image, clean: Image, tile: Tile, controls: Controls, signal: AbortSignal | undefined): Promise<Image> {
  const read = (band: Region) => {
    const input = grown(band, structureReach, tile.input);
    const within = coreWithin({ core: input, input: tile.input });
    return applyTo(crop(noisy, within), crop(clean, within), { core: band, input }, controls);
  };
  return readInBands(tile.core, clean.channels, read, signal);
}
