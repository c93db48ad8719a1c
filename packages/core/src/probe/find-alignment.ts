import { ModelError } from '../errors.js';
import { noisePicture } from './noise-picture.js';
import type { RunPicture } from './run-picture.js';

/** The alignments that are tried. */
export const alignments = [1, 2, 4, 8, 16, 32, 64] as const;

/**
 * The smallest alignment whose sizes the network takes: it runs and its output is as large as its input.
 * @throws ModelError with the last failure when there is none.
 */
export async function findAlignment(run: RunPicture, channels: 1 | 3): Promise<number> {
  let failure: unknown;
  for (const alignment of alignments) {
    // Odd multiples: sizes that are no multiples of the next alignment.
    const factor = 2 * Math.ceil(12 / alignment) + 1;
    try {
      await run(noisePicture(factor * alignment, (factor + 2) * alignment, channels, alignment));
      return alignment;
    } catch (error) {
      failure = error;
    }
  }
  const reason = failure instanceof Error ? failure.message : failure;
  throw new ModelError(`expected a network that takes pictures whose size is a multiple of ${alignments.at(-1)} or less: ${reason}`);
}
