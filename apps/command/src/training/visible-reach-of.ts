import type { Engine } from '@cleargrain/core';
import { createRandom, crop, gaussian, type Image, measureVisibleReach, readModel } from '@cleargrain/core';

const pictures = 3;
const longestSide = 512;
const sigmas = [25, 50];

/**
 * The halo that a trained model needs to stay within a tenth of a grey level of the whole frame, measured on some of the pictures, made noisy.
 * @throws the signal's reason when it is aborted.
 */
export async function visibleReachOf(bytes: Uint8Array, clean: readonly Image[], engine: Engine, signal: AbortSignal): Promise<number> {
  const model = readModel('model', bytes)!;
  const noisy = clean.slice(0, pictures).flatMap((picture) => {
    const size = { width: Math.min(picture.width, longestSide), height: Math.min(picture.height, longestSide) };
    const part = crop(picture, { x: 0, y: 0, ...size });
    return sigmas.map((sigma) => gaussian(sigma).apply(part, createRandom(1)));
  });
  const session = await engine.load(bytes);
  try {
    return await measureVisibleReach(noisy, model, session, signal);
  } finally {
    await session.close();
  }
}
