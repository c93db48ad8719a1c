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

/** A generator started from an integer seed: xoshiro128** (Blackman, Vigna 2018); normals by Marsaglia's polar method. */
export function createRandom(seed: number): Random {
  let a = mix(seed);
  let b = mix(a);
  let c = mix(b);
  let d = mix(c);
  let spare: number | undefined;

  const next = (): number => {
    const times5 = Math.imul(b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = () => next() / 2 ** 32;

  return {
    uniform,
    integer: (limit) => Math.floor(uniform() * limit),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const u = next() / 2 ** 31 - 1;
        const v = next() / 2 ** 31 - 1;
        const s = u * u + v * v;
        if (s >= 1 || s === 0) continue;
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    },
  };
}
