/** Makes samples that fill the upper `bits` of their 16 fill the whole range, in place: the highest becomes 65535. */
export function spreadBits(samples: Uint16Array, bits: number): void {
  const shift = 16 - bits;
  const highest = 2 ** bits - 1;
  for (let i = 0; i < samples.length; i++) samples[i] = Math.round(((samples[i]! >> shift) * 65535) / highest);
}
