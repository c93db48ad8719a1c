import { mix } from './vector.mjs';

/** A number in [0, 1) that depends on the lattice point alone. */
export function hash(x, y = 0, z = 0) {
  let h = Math.imul(x | 0, 0x27d4eb2f) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(z | 0, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

const fade = (t) => t * t * t * (t * (t * 6 - 15) + 10);

/** Smooth noise in [-1, 1] over the plane; a lattice cell is one unit wide. */
export function noise2(x, y, seed = 0) {
  const i = Math.floor(x);
  const j = Math.floor(y);
  const u = fade(x - i);
  const v = fade(y - j);
  const low = mix(hash(i, j, seed), hash(i + 1, j, seed), u);
  const high = mix(hash(i, j + 1, seed), hash(i + 1, j + 1, seed), u);
  return mix(low, high, v) * 2 - 1;
}

/** Smooth noise in [-1, 1] in space. */
export function noise3(x, y, z, seed = 0) {
  const k = Math.floor(z);
  const layer = seed * 8191 + k;
  return mix(noise2(x, y, layer), noise2(x, y, layer + 1), fade(z - k));
}

/** Fractal sum of `octaves` layers of plane noise, about [-1, 1]. */
export function fractal2(x, y, octaves, seed = 0, gain = 0.5) {
  let sum = 0;
  let weight = 1;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    sum += weight * noise2(x, y, seed + octave);
    total += weight;
    weight *= gain;
    [x, y] = [1.6 * x + 1.2 * y + 3.1, 1.6 * y - 1.2 * x + 7.7];
  }
  return sum / total;
}

/** Fractal sum of layers of space noise, about [-1, 1]. */
export function fractal3(x, y, z, octaves, seed = 0) {
  let sum = 0;
  let total = 0;
  for (let octave = 0, weight = 1, frequency = 1; octave < octaves; octave++, weight /= 2, frequency *= 2.03) {
    sum += weight * noise3(x * frequency, y * frequency, z * frequency, seed + octave);
    total += weight;
  }
  return sum / total;
}

/** Distance to the nearest of one random point per lattice cell, and that cell's own number in [0, 1). */
export function cellular2(x, y, seed = 0) {
  let nearest = Infinity;
  let second = Infinity;
  let identity = 0;
  for (let j = Math.floor(y) - 1; j <= Math.floor(y) + 1; j++)
    for (let i = Math.floor(x) - 1; i <= Math.floor(x) + 1; i++) {
      const d = Math.hypot(i + hash(i, j, seed) - x, j + hash(i, j, seed + 1) - y);
      if (d < nearest) {
        second = nearest;
        nearest = d;
        identity = hash(i, j, seed + 2);
      } else if (d < second) second = d;
    }
  return { nearest, second, identity };
}
