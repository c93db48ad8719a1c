/** Samples of a few bits as PNG and TIFF hold them: one behind the other, highest bit first, each row from a new byte on. */
export function packBits(samples: readonly number[], rowLength: number, bits: number): Uint8Array {
  const stride = Math.ceil((rowLength * bits) / 8);
  const packed = new Uint8Array(stride * (samples.length / rowLength));
  samples.forEach((sample, index) => {
    for (let bit = 0; bit < bits; bit++) {
      const at = (index % rowLength) * bits + bit;
      const isSet = (sample >> (bits - 1 - bit)) & 1;
      packed[Math.floor(index / rowLength) * stride + (at >> 3)]! |= isSet << (7 - (at & 7));
    }
  });
  return packed;
}
