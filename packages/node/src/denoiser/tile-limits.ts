import { type DenoiseOptions, type Denoiser, type DenoiserCallOptions, defaultTileMemory } from '@cleargrain/core';
import { tileMemoryIn } from '../memory/plan-memory.js';
import type { OpenPage, OpenPicture } from '../strips/open-picture.js';

/** The bounds on a page's tiles that keep a bound of `memory` bytes on the whole process; a smaller tile that is asked for stays. */
export async function tileLimits(
  denoiser: Denoiser,
  { rows, bytes }: OpenPicture,
  { source }: OpenPage,
  memory: number,
  { tile, halo, kind }: Pick<DenoiserCallOptions, 'tile' | 'halo' | 'kind'>,
): Promise<Pick<DenoiseOptions, 'memory' | 'tile'>> {
  const model = await denoiser.modelFor(kind?.kind ?? source.channels);
  const reach = halo === 'full' ? model.reach : (model.visibleReach ?? model.reach);
  const most = Math.min(rows, typeof tile === 'number' ? tile : Infinity);
  const isBound = most < Math.max(source.width, source.height) || typeof tile === 'number';
  const wanted = defaultTileMemory(model, reach, source.width * source.height);
  return { memory: Math.min(wanted, tileMemoryIn(memory, bytes)), ...(isBound && { tile: most }) };
}
