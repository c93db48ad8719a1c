/** The half-precision bits of a number that is given by its single-precision bits. */
function toHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  const mantissa = bits & 0x7fffff;
  if (exponent >= 31) return sign | (((bits >>> 23) & 0xff) === 0xff && mantissa ? 0x7e00 : 0x7c00);
  if (exponent < -10) return sign;
  // Below the smallest normal number the leading 1 becomes part of the mantissa.
  const shift = exponent <= 0 ? 14 - exponent : 13;
  const full = exponent <= 0 ? mantissa | 0x800000 : (exponent << 23) | mantissa;
  const half = full >>> shift;
  const rest = full & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return sign | (half + (rest > middle || (rest === middle && half & 1) ? 1 : 0));
}

/** The single-precision bits of a number that is given by its half-precision bits. */
function fromHalf(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 31;
  const mantissa = half & 0x3ff;
  if (exponent === 31) return sign | 0x7f800000 | (mantissa << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (mantissa << 13);
  if (mantissa === 0) return sign;
  // What is below the smallest normal half-precision number is a normal one in single precision.
  const shift = Math.clz32(mantissa) - 21;
  return sign | ((113 - shift) << 23) | (((mantissa << shift) & 0x3ff) << 13);
}

/** IEEE 754 half-precision bits of each number, rounded to nearest, ties to even. */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  // Loops: `from` with a function takes many times as long, and models are read whenever the command starts.
  for (let i = 0; i < bits.length; i++) halves[i] = toHalf(bits[i]!);
  return halves;
}

/** The numbers of half-precision bits. */
export function fromFloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = fromHalf(halves[i]!);
  return new Float32Array(bits.buffer);
}
