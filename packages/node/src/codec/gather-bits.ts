/** Samples of the whole range of 16 bits as such that fill the upper `bits` of their 16, rounded to the nearest step: what `spreadBits` undoes. */
export function gatherBits(samples: Uint16Array, bits: number): Uint16Array {
  const shift = 16 - bits;
  const highest = 2 ** bits - 1;
  return samples.map((sample) => Math.round((sample * highest) / 65535) << shift);
}
