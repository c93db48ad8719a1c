import type { Model } from '../model/model.js';
import { bytesPerPixel } from './bytes-per-pixel.js';

/** Small tiles stay in memory that is in use already, and their reading and writing overlaps with the network. */
const leastMemory = 120e6;
/** For a network that looks far: its tiles are so many halos wide where this much memory holds them. */
const mostMemory = 400e6;
/** In a small picture it takes longer to get fresh memory than to compute the halos; a large one has tiles of 24 halos, a fifth of which is computed twice. */
const halosAcross = { small: 16, large: 24, least: 3 };
const mostOfSmall = 4e6;

/** The engine memory for a tile of a picture of so many pixels, in bytes, with which the picture takes the least time. */
export function defaultTileMemory(model: Pick<Model, 'alignment' | 'floatsPerPixel' | 'channels'>, halo: number, pixels: number): number {
  const memoryFor = (halos: number) => bytesPerPixel(model) * (halos * halo + model.alignment) ** 2;
  const wanted = memoryFor(pixels > mostOfSmall ? halosAcross.large : halosAcross.small);
  return Math.max(leastMemory, memoryFor(halosAcross.least), Math.min(mostMemory, wanted));
}
