import type { Model } from '../model/model.js';
import { bytesPerPixel } from './bytes-per-pixel.js';

/** Small tiles stay in memory that is in use already, and their reading and writing overlaps with the network. */
const leastMemory = 120e6;
/** For a network that looks far: its tiles are so many halos wide where this much memory holds them. */
const mostMemory = 400e6;
const halosAcross = { wanted: 16, least: 3 };

/** The engine memory for a tile, in bytes, with which little of the work is done twice. */
export function defaultTileMemory(model: Pick<Model, 'alignment' | 'floatsPerPixel' | 'channels'>, halo: number): number {
  const memoryFor = (halos: number) => bytesPerPixel(model) * (halos * halo + model.alignment) ** 2;
  return Math.max(leastMemory, memoryFor(halosAcross.least), Math.min(mostMemory, memoryFor(halosAcross.wanted)));
}
