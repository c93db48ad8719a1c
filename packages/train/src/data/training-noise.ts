import { clip, type Image, parseNoise, type Random } from '@cleargrain/core';
import { drawWeighted } from './draw-weighted.js';

/** One kind of noise that a network learns to remove, and how often it meets it. */
export interface TrainingNoise {
  /** A kind that `parseNoise` knows, such as `gaussian`. */
  readonly kind: string;
  /** For each number of the kind, the range from which it is drawn evenly: σ in grey levels 0–255 for `gaussian`. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Whether the noisy picture is clipped and rounded to 8 bits, as in a file. Default false. */
  readonly clipped?: boolean;
  /** How often, relative to the other kinds. Default 1. */
  readonly share?: number;
}

/** A clean sample made noisy by a kind, and with parameters, drawn from `mixture`. */
export function addTrainingNoise(clean: Image, mixture: readonly TrainingNoise[], random: Random): Image {
  const chosen = drawWeighted(mixture, ({ share = 1 }) => share, random);
  const numbers = chosen.ranges.map(([from, to]) => {
    const number = from + (to - from) * random.uniform();
    // A JPEG's quality is a whole number.
    return chosen.kind === 'jpeg' ? Math.round(number) : number;
  });
  const noisy = parseNoise(`${chosen.kind}:${numbers.join(',')}`)[0]!.apply(clean, random);
  return chosen.clipped ? clip(noisy) : noisy;
}
