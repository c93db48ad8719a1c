import type { LearnSettings, ShownResult } from '../worker/learn-types.js';

/**
 * The results, much as `cleargrain experiment` writes them: with the noise as `parseNoise` reads it in place of `sigma`, and without
 * `history` and `failed`.
 */
export function resultsJson(result: ShownResult, { names: _, ...settings }: LearnSettings): string {
  const { images, curve, steps, seconds, epochs, device } = result;
  return JSON.stringify(
    {
      settings: { ...settings, epochs, steps, trainingSeconds: seconds, device },
      images: images.map(({ name, heldOut, figures }) => ({ name, heldOut, ...figures })),
      curve,
    },
    null,
    1,
  );
}
