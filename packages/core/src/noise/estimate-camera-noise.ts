import type { Image } from '../image/image.js';
import { imageSource } from '../image/image-source.js';
import type { ImageSource } from '../image/region.js';
import { turn } from '../turn.js';
import { fineDetail } from './estimate/fine-detail.js';
import { limitsOf } from './estimate/limits.js';
import { distanceFromLimits } from './estimate/midtones.js';
import { orderOf } from './estimate/order-of.js';
import type { Patches } from './estimate/patches.js';
import { samplePatches } from './estimate/sample-patches.js';
import { type BrightnessGroup, varianceLine } from './estimate/variance-line.js';
import { estimateNoise } from './estimate-noise.js';

/** The noise of a sensor: variance a·x + b at brightness x, both on the 0–1 scale. */
export interface CameraNoiseEstimate {
  /** Growth of the variance with brightness, on the 0–1 scale. */
  readonly a: number;
  /** Variance at black, on the 0–1 scale. */
  readonly b: number;
}

const side = 8;
/** Patches in a group of like brightness, of which the flattest quarter counts. */
const groupSize = 1_000;
const leastPatches = 400;
/** Patches between two turns of the event loop. */
const patchesAtOnce = 10_000;

/** The median over the patches of the mean square of their fine coefficients, as the variance of normal noise. */
function medianVariance({ dimensions, data }: Patches, chosen: readonly number[]): number {
  const energies = Float64Array.from(chosen, (patch) => {
    let sum = 0;
    for (let i = patch * dimensions; i < (patch + 1) * dimensions; i++) sum += data[i]! * data[i]!;
    return sum;
  }).sort();
  // The median of χ² with k degrees of freedom is about k (1 − 2/9k)³.
  return energies[energies.length >> 1]! / (dimensions * (1 - 2 / (9 * dimensions)) ** 3);
}

async function meansOf({ count, data }: Patches): Promise<Float32Array<ArrayBuffer>> {
  const means = new Float32Array(count);
  for (let patch = 0, i = 0; patch < count; patch++) {
    if (patch % patchesAtOnce === 0) await turn();
    let sum = 0;
    for (const end = i + side * side; i < end; i++) sum += data[i]!;
    means[patch] = sum / (side * side);
  }
  return means;
}

async function groupsOf(patches: Patches): Promise<BrightnessGroup[]> {
  const limits = limitsOf(patches);
  const { coarse, fine } = await fineDetail(patches, side);
  const distances = distanceFromLimits(patches, 1, limits);
  await turn();
  const means = await meansOf(patches);
  const order = orderOf(means);
  await turn();
  const count = Math.max(2, Math.floor(order.length / groupSize));
  const groups: BrightnessGroup[] = [];
  for (let i = 0; i < count; i++) {
    await turn();
    const group = order.subarray(Math.floor((i * order.length) / count), Math.floor(((i + 1) * order.length) / count));
    const flat = [...group].sort((p, q) => coarse[p]! - coarse[q]!).slice(0, Math.ceil(group.length / 4));
    const variance = medianVariance(fine, flat);
    const distance = flat.reduce((sum, patch) => sum + distances[patch]!, 0) / flat.length;
    // Nearer to a limit clipping has eaten part of the variance.
    if (distance < 2 * Math.sqrt(variance) || distance === 0) continue;
    groups.push({ mean: flat.reduce((sum, patch) => sum + means[patch]!, 0) / flat.length, variance, count: flat.length });
  }
  return groups;
}

/**
 * Estimates a sensor's noise, variance = a·brightness + b on the 0–1 scale (as the model `camera`), by a robust line through
 * the variances of flat patches of all channels. For a small picture, or where all is clipped, a is 0.
 */
export async function estimateCameraNoise(picture: Image | ImageSource): Promise<CameraNoiseEstimate> {
  const source = 'data' in picture ? imageSource(picture) : picture;
  const sampled = await samplePatches(source, side, 40_000 / source.channels);
  const planes = { count: sampled.count * source.channels, dimensions: side * side, data: sampled.data };
  const groups = planes.count >= leastPatches ? await groupsOf(planes) : [];
  if (groups.length >= 2) return varianceLine(groups);
  return { a: 0, b: ((await estimateNoise(source)).sigma / 255) ** 2 };
}
