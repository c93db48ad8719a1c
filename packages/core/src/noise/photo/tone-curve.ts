import { exponential, logarithm } from '../../elementary.js';

export interface ToneCurveOptions {
  /** The exponent, at least 1: light is about `sample ** gamma`. About 2.2 in cameras, 1 where samples are light. */
  readonly gamma: number;
  /** How much of an S that deepens shadows and lifts highlights, 0 to less than 1. */
  readonly contrast: number;
}

/** Keeps the slope at black finite, as the straight beginning of sRGB does. */
const toe = 0.004;
const steps = 512;

const power = (value: number, exponent: number) => exponential(exponent * logarithm(value));

/**
 * How a camera turns light into samples, both from 0 to 1: a power law followed by an S (Brooks et al. 2019), read from a table over the square
 * root of light, in which it is nearly straight.
 */
export class ToneCurve {
  readonly #samples: Float64Array;
  readonly #roots: Float64Array;

  constructor({ gamma, contrast }: ToneCurveOptions) {
    const [low, high] = [power(toe, 1 / gamma), power(1 + toe, 1 / gamma)];
    const samples = Float64Array.from({ length: steps + 2 }, (_, i) => {
      const light = Math.min(i / steps, 1) ** 2;
      const value = (power(light + toe, 1 / gamma) - low) / (high - low);
      return value + contrast * (value * value * (3 - 2 * value) - value);
    });
    const roots = new Float64Array(steps + 2).fill(1);
    for (let i = 0, at = 0; i < steps; i++) {
      while (samples[at + 1]! <= i / steps) at++;
      roots[i] = (at + (i / steps - samples[at]!) / (samples[at + 1]! - samples[at]!)) / steps;
    }
    this.#samples = samples;
    this.#roots = roots;
  }

  /** The sample of an amount of light; what lies outside [0, 1] is clipped. */
  encode(light: number): number {
    if (!(light > 0)) return 0;
    if (light >= 1) return 1;
    const place = Math.sqrt(light) * steps;
    const index = Math.floor(place);
    const value = this.#samples[index]!;
    return value + (place - index) * (this.#samples[index + 1]! - value);
  }

  /** The light of a sample; what lies outside [0, 1] is clipped. */
  decode(sample: number): number {
    if (!(sample > 0)) return 0;
    if (sample >= 1) return 1;
    const place = sample * steps;
    const index = Math.floor(place);
    const value = this.#roots[index]!;
    const root = value + (place - index) * (this.#roots[index + 1]! - value);
    return root * root;
  }
}
