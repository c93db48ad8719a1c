import { exponential, logarithm } from './elementary.js';
import { createZiggurat } from './ziggurat.js';

/** A seeded source of random numbers. Equal seeds give equal sequences on every platform. */
export interface Random {
  /** The next number, uniform in [0, 1). */
  uniform(): number;
  /** The next number of the normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
  /** The next integer, uniform in [0, limit). */
  integer(limit: number): number;
}

/** One round of SplitMix32 (Steele, Lea, Flood 2014): spreads a small seed over 32 bits. */
function mix(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

/** One seed from several: the random numbers of step 7 of run 3 are `createRandom(combineSeeds(3, 7))`, whatever came before. */
export function combineSeeds(...seeds: readonly number[]): number {
  return seeds.reduce((state, seed) => mix(state ^ mix(seed | 0) ^ mix(Math.floor(seed / 2 ** 32))), 0x2545f491) >>> 0;
}

const ziggurat = /* @__PURE__ */ createZiggurat();

/** A generator started from an integer seed: xoshiro128** (Blackman, Vigna 2018); normals by the ziggurat method. */
export function createRandom(seed: number): Random {
  const { tail, inside, step, height } = ziggurat;
  const state = new Int32Array(4);
  // The bits above 32 of a large seed.
  const high = Math.floor(seed / 2 ** 32);
  state[0] = mix(seed);
  for (let i = 1; i < 4; i++) state[i] = mix(state[i - 1]! ^ high);

  /** 32 random bits as a signed integer. */
  const next = (): number => {
    const b = state[1]!;
    const c = state[2]! ^ state[0]!;
    const d = state[3]! ^ b;
    state[1] = b ^ c;
    state[0] = state[0]! ^ d;
    state[2] = c ^ (b << 9);
    state[3] = (d << 11) | (d >>> 21);
    const times5 = Math.imul(b, 5);
    return Math.imul((times5 << 7) | (times5 >>> 25), 9);
  };
  const uniform = () => (next() >>> 0) / 2 ** 32;

  /** What lies beyond the tail's beginning (Marsaglia 1964). */
  const beyond = (): number => {
    for (;;) {
      const x = -logarithm(1 - uniform()) / tail;
      const y = -logarithm(1 - uniform());
      if (2 * y >= x * x) return tail + x;
    }
  };

  return {
    uniform,
    integer: (limit) => Math.floor(uniform() * limit),
    normal() {
      for (;;) {
        const bits = next();
        const layer = bits & 255;
        const position = (bits >> 8) + 0.5;
        const x = position * step[layer]!;
        if (Math.abs(position) < inside[layer]!) return x;
        if (layer === 0) return position < 0 ? -beyond() : beyond();
        const low = height[layer]!;
        if (low + uniform() * (height[layer + 1]! - low) < exponential(-0.5 * x * x)) return x;
      }
    },
  };
}
