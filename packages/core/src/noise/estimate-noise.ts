import type { Image } from '../image/image.js';
import { imageSource } from '../image/image-source.js';
import { readingOnce } from '../image/reading-once.js';
import type { ImageSource } from '../image/region.js';
import { toGray } from '../image/to-gray.js';
import { turn } from '../turn.js';
import { isSharedByColors, isSharedByNeighbors } from './correlated-noise.js';
import { varianceLeft } from './estimate/clipped-normal.js';
import { covariance } from './estimate/covariance.js';
import { eigenvalues } from './estimate/eigenvalues.js';
import { fineDetail } from './estimate/fine-detail.js';
import { type Limits, limitsOf } from './estimate/limits.js';
import { distanceFromLimits, midtones } from './estimate/midtones.js';
import { neighborSigma } from './estimate/neighbor-sigma.js';
import { noiseEigenvalue } from './estimate/noise-eigenvalue.js';
import { orderOf } from './estimate/order-of.js';
import type { Patches } from './estimate/patches.js';
import { samplePatches } from './estimate/sample-patches.js';
import { thin } from './estimate/thin.js';
import { type NoiseCorrelation, noiseCorrelation } from './noise-correlation.js';

/** The noise of a picture. */
export interface NoiseEstimate {
  /** The standard deviation of the noise in grey levels on the 0–255 scale. */
  readonly sigma: number;
  /** How much the noise of a pixel resembles its neighbours', and that of a colour the others'. */
  readonly correlation: NoiseCorrelation;
}

/** How many patches to look at, and of these how many to compute with. */
const effort = { gray: { seen: 40_000, used: 10_000 }, color: { seen: 8_000, used: 5_000 } };

/** Patches per dimension that a covariance matrix needs to tell noise from chance. */
const enough = 24;

/** The σ that clipping turned into `measured` at the given distances from the limits. */
function undoClipping(measured: number, distances: Float32Array, chosen: Int32Array, { low, high }: Limits): number {
  if (!Number.isFinite(low) && !Number.isFinite(high)) return measured;
  const sample = thin(chosen, 200);
  let sigma = measured;
  for (let round = 0; round < 8 && sigma > 0; round++) {
    let left = 0;
    for (const patch of sample) left += varianceLeft(distances[patch]!, sigma, 0, high - low);
    sigma = measured / Math.sqrt(Math.max(0.2, left / sample.length));
  }
  return sigma;
}

/** σ on the samples' scale from patches of `side` × `side` pixels. */
async function sigmaOf(patches: Patches, channels: 1 | 3, side: number): Promise<number> {
  const limits = limitsOf(patches);
  const distances = distanceFromLimits(patches, channels, limits);
  const detail = channels === 1 ? await fineDetail(patches, side) : undefined;
  const vectors = detail?.fine ?? patches;
  const least = enough * vectors.dimensions;
  const { used } = channels === 1 ? effort.gray : effort.color;
  let sigma = 0;
  // Where noise was cut off, a first estimate tells which patches are far enough from the limits for the second.
  const clipped = Number.isFinite(limits.low) || Number.isFinite(limits.high);
  for (const limit of clipped ? [Math.floor(used / 4), used] : [used]) {
    let chosen = midtones(distances, 1.5 * sigma, detail === undefined ? least : 3 * least);
    if (detail !== undefined) {
      const order = orderOf(Float32Array.from(chosen, (patch) => detail.coarse[patch]!));
      chosen = Int32Array.from(order.subarray(0, Math.max(least, Math.floor(chosen.length / 4))), (place) => chosen[place]!);
    }
    chosen = thin(chosen, limit);
    if (chosen.length === 0) return 0;
    await turn();
    const matrix = covariance(vectors, chosen);
    await turn();
    const values = eigenvalues(matrix, vectors.dimensions);
    sigma = undoClipping(Math.sqrt(noiseEigenvalue(values)), distances, chosen, limits);
  }
  return sigma;
}

/** σ in grey levels; what is left of a constant picture by rounding is 0. */
const levels = (sigma: number): number => (sigma < 1e-7 ? 0 : 255 * sigma);

/** Light alone. */
const inGray = (source: ImageSource): ImageSource => ({
  width: source.width,
  height: source.height,
  channels: 1,
  read: async (region) => toGray(await source.read(region)),
});

/** σ of noise that is white, and in colour each channel's own. */
async function whiteSigma(source: ImageSource): Promise<number> {
  const { seen } = source.channels === 1 ? effort.gray : effort.color;
  for (const side of source.channels === 1 ? [8, 4] : [5, 4]) {
    const patches = await samplePatches(source, side, seen);
    await turn();
    if (patches.count >= enough * patches.dimensions) return levels(await sigmaOf(patches, source.channels, side));
  }
  const [width, height] = [Math.min(source.width, 4096), Math.min(source.height, 4096)];
  const part = await source.read({ x: (source.width - width) >> 1, y: (source.height - height) >> 1, width, height });
  return levels(neighborSigma(part));
}

/**
 * Estimates the level of the noise in a picture, without knowing the clean one: of white Gaussian noise in colour from the eigenvalues of
 * 5×5×3 patches (Chen, Zhu, Heng 2015), in grey from those of the fine frequencies of its flattest 8×8 patches. Clipping at black
 * and white is accounted for. What these do not see is measured too, and the largest counts: noise that the colours share in the picture's light,
 * noise that neighbours share by the deviation of the flattest parts, to which fine texture adds. Of a large picture some regions are
 * read. A picture of a few pixels gets a crude estimate, one without noise about 0.
 */
export async function estimateNoise(picture: Image | ImageSource): Promise<NoiseEstimate> {
  const source = readingOnce('data' in picture ? imageSource(picture) : picture);
  const correlation = await noiseCorrelation(source);
  let sigma = await whiteSigma(source);
  if (source.channels === 3 && isSharedByColors(correlation)) sigma = Math.max(sigma, await whiteSigma(inGray(source)));
  if (isSharedByNeighbors(correlation)) sigma = Math.max(sigma, correlation.sigma);
  return { sigma, correlation };
}
