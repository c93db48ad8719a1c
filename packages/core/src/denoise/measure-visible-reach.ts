import type { Session } from '../engine.js';
import type { Image } from '../image/image.js';
import type { Model } from '../model/model.js';
import { denoiseImage } from './denoise-image.js';

/** A twentieth of a grey level: half of what is promised, since other pictures than the measured ones will be denoised. */
const tolerance = 0.05 / 255;

/** Pixels to a side of a tile's core, at least: many seams in a picture of middle size. */
const smallestCore = 64;

function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

/**
 * The smallest halo, a multiple of the alignment, with which tiles of the given noisy pictures differ by at most a twentieth of a grey level from
 * the whole frame: what `Model.visibleReach` states. The network's whole reach where no smaller one does, or where the pictures are too small to be cut
 * into tiles with one; Infinity stays so. Pictures should be several hundred pixels wide and as noisy as the network is meant for.
 * @throws the signal's reason when it is aborted.
 */
export async function measureVisibleReach(
  pictures: readonly Image[],
  model: Model,
  session: Session,
  signal?: AbortSignal,
): Promise<number> {
  const { alignment, reach } = model;
  if (!Number.isFinite(reach)) return reach;
  const options = { memory: Infinity, ...(signal && { signal }) };
  const core = Math.ceil(smallestCore / alignment) * alignment;
  const longestSide = Math.max(0, ...pictures.flatMap(({ width, height }) => [width, height]));
  const whole: Image[] = [];
  for (const picture of pictures) whole.push(await denoiseImage(picture, model, session, options));
  const isEnough = async (visibleReach: number) => {
    const tile = 2 * visibleReach + core;
    for (const [index, picture] of pictures.entries()) {
      const { data } = await denoiseImage(picture, { ...model, visibleReach }, session, { ...options, tile });
      if (largestDifference(data, whole[index]!.data) > tolerance) return false;
    }
    return true;
  };
  let [tooSmall, enough] = [0, Math.ceil(reach / alignment)];
  // With a larger halo no picture would be cut, and none would differ.
  const largest = Math.floor((longestSide - 1 - core) / 2 / alignment);
  if (largest < enough) {
    if (largest < 1 || !(await isEnough(largest * alignment))) return reach;
    enough = largest;
  }
  while (enough - tooSmall > 1) {
    const middle = (tooSmall + enough) >> 1;
    if (await isEnough(middle * alignment)) enough = middle;
    else tooSmall = middle;
  }
  return Math.min(reach, enough * alignment);
}
