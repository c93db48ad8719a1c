/** How a sample is stored: 8 or 16 bits, white being 255 or 65535, or a 32-bit float, white being 1. */
export type SampleDepth = 8 | 16 | 32;

/** Samples as a file holds them. */
export type Samples = Uint8Array | Uint16Array | Float32Array;

/** The depth of an array of samples. */
export function depthOf(samples: Samples): SampleDepth {
  if (samples instanceof Uint8Array) return 8;
  return samples instanceof Uint16Array ? 16 : 32;
}

/** The sample that means white, or opaque. */
export function whiteOf(depth: SampleDepth): number {
  return depth === 8 ? 255 : depth === 16 ? 65535 : 1;
}

/** `length` samples that begin `offset` bytes into an array buffer, by default a new one. */
export function createSamples(depth: SampleDepth, length: number, buffer?: ArrayBuffer, offset = 0): Samples {
  const memory = buffer ?? new ArrayBuffer((length * depth) / 8);
  if (depth === 8) return new Uint8Array(memory, offset, length);
  return depth === 16 ? new Uint16Array(memory, offset, length) : new Float32Array(memory, offset, length);
}

/** Writes `source` to `target` in the target's depth, rounded to the nearest step and clamped to its range; floats keep every value. */
export function convertSamples(source: Samples, target: Samples): void {
  const from = whiteOf(depthOf(source));
  const to = whiteOf(depthOf(target));
  if (from === to) target.set(source);
  else if (target instanceof Float32Array) for (let i = 0; i < source.length; i++) target[i] = source[i]! / from;
  else for (let i = 0; i < source.length; i++) target[i] = Math.min(to, Math.max(0, Math.round((source[i]! * to) / from)));
}
