import type { Region } from './region.js';

/** Samples that are worked on before the event loop goes on: some milliseconds, also where memory is touched for the first time. */
const samplesAtOnce = 2 ** 18;

/** A region from its top to its bottom in pieces of whole rows, small enough to work on each at once. */
export function bandsOf(region: Region, channels: number): Region[] {
  const rows = Math.max(1, Math.floor(samplesAtOnce / (region.width * channels)));
  const count = Math.ceil(region.height / rows);
  return Array.from({ length: count }, (_, index) => ({
    ...region,
    y: region.y + index * rows,
    height: Math.min(rows, region.height - index * rows),
  }));
}
