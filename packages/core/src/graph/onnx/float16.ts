// Scratch space to see the bits of a number.
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

function toHalf(value: number): number {
  float[0] = value;
  const b = bits[0]!;
  const sign = (b >>> 16) & 0x8000;
  const exponent = ((b >>> 23) & 0xff) - 112;
  const mantissa = b & 0x7fffff;
  if (exponent >= 31) return sign | (((b >>> 23) & 0xff) === 0xff && mantissa ? 0x7e00 : 0x7c00);
  if (exponent < -10) return sign;
  // Below the smallest normal number the leading 1 becomes part of the mantissa.
  const shift = exponent <= 0 ? 14 - exponent : 13;
  const full = exponent <= 0 ? mantissa | 0x800000 : (exponent << 23) | mantissa;
  const half = full >>> shift;
  const rest = full & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return sign | (half + (rest > middle || (rest === middle && half & 1) ? 1 : 0));
}

function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Infinity;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** IEEE 754 half-precision bits of each number, rounded to nearest, ties to even. */
export const toFloat16 = (values: Float32Array): Uint16Array => Uint16Array.from(values, toHalf);

/** The numbers of half-precision bits. */
export const fromFloat16 = (halves: Uint16Array): Float32Array => Float32Array.from(halves, fromHalf);
