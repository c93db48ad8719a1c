import type { Limits } from './limits.js';
import type { Patches } from './patches.js';

/** How far from the nearest limit the channel of each patch lies whose mean is nearest to one; NaN for patches with samples that are not finite. */
export function distanceFromLimits({ count, dimensions, data }: Patches, channels: number, { low, high }: Limits): Float32Array {
  const samples = dimensions / channels;
  return Float32Array.from({ length: count }, (_, patch) => {
    let distance = Number.MAX_VALUE;
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      const start = patch * dimensions + channel * samples;
      for (let i = start; i < start + samples; i++) sum += data[i]!;
      if (!Number.isFinite(sum)) return Number.NaN;
      distance = Math.min(distance, sum / samples - low, high - sum / samples);
    }
    return distance;
  });
}

/** The patches at least `wanted` from the limits; when these are fewer than `least`, that many of the farthest. */
export function midtones(distances: Float32Array, wanted: number, least: number): Int32Array {
  const finite = Int32Array.from(distances.keys()).filter((patch) => !Number.isNaN(distances[patch]!));
  const far = finite.filter((patch) => distances[patch]! >= wanted);
  if (far.length >= least) return far;
  return finite.sort((a, b) => distances[b]! - distances[a]!).slice(0, least);
}
