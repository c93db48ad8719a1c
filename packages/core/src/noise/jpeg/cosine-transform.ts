/*
 * libjpeg's accurate integer transform (Loeffler, Ligtenberg, Moschytz 1989), step by step, so that every rounding falls as it
 * does there. Constants have 13 fractional bits; 2 more bits are kept between the two passes.
 */
const [c0298, c0390, c0541, c0765, c0899, c1175] = [2446, 3196, 4433, 6270, 7373, 9633];
const [c1501, c1847, c1961, c2053, c2562, c3072] = [12299, 15137, 16069, 16819, 20995, 25172];

const descale = (value: number, bits: number) => (value + (1 << (bits - 1))) >> bits;

function forwardLine(block: Int32Array, at: number, step: number, first: boolean): void {
  const sample = (i: number) => block[at + i * step]!;
  const bits = first ? 11 : 15;
  const outer = sample(0) + sample(7);
  const second = sample(1) + sample(6);
  const third = sample(2) + sample(5);
  const inner = sample(3) + sample(4);
  let a = sample(3) - sample(4);
  let b = sample(2) - sample(5);
  let c = sample(1) - sample(6);
  let d = sample(0) - sample(7);
  const sum = outer + inner;
  const difference = outer - inner;
  const middleSum = second + third;
  const middleDifference = second - third;
  block[at] = first ? (sum + middleSum) << 2 : descale(sum + middleSum, 2);
  block[at + 4 * step] = first ? (sum - middleSum) << 2 : descale(sum - middleSum, 2);
  const turn = (middleDifference + difference) * c0541;
  block[at + 2 * step] = descale(turn + difference * c0765, bits);
  block[at + 6 * step] = descale(turn - middleDifference * c1847, bits);
  const z5 = (a + c + b + d) * c1175;
  const z1 = -(a + d) * c0899;
  const z2 = -(b + c) * c2562;
  const z3 = z5 - (a + c) * c1961;
  const z4 = z5 - (b + d) * c0390;
  a *= c0298;
  b *= c2053;
  c *= c3072;
  d *= c1501;
  block[at + 7 * step] = descale(a + z1 + z3, bits);
  block[at + 5 * step] = descale(b + z2 + z4, bits);
  block[at + 3 * step] = descale(c + z2 + z3, bits);
  block[at + step] = descale(d + z1 + z4, bits);
}

function inverseLine(block: Int32Array, at: number, step: number, bits: number): void {
  const coefficient = (i: number) => block[at + i * step]!;
  const turn = (coefficient(2) + coefficient(6)) * c0541;
  const low = turn - coefficient(6) * c1847;
  const high = turn + coefficient(2) * c0765;
  const sum = (coefficient(0) + coefficient(4)) << 13;
  const difference = (coefficient(0) - coefficient(4)) << 13;
  const even = [sum + high, difference + low, difference - low, sum - high] as const;
  const [a, b, c, d] = [coefficient(7), coefficient(5), coefficient(3), coefficient(1)];
  const z5 = (a + c + b + d) * c1175;
  const z1 = -(a + d) * c0899;
  const z2 = -(b + c) * c2562;
  const z3 = z5 - (a + c) * c1961;
  const z4 = z5 - (b + d) * c0390;
  const odd = [d * c1501 + z1 + z4, c * c3072 + z2 + z3, b * c2053 + z2 + z4, a * c0298 + z1 + z3] as const;
  for (let i = 0; i < 4; i++) {
    block[at + i * step] = descale(even[i]! + odd[i]!, bits);
    block[at + (7 - i) * step] = descale(even[i]! - odd[i]!, bits);
  }
}

/** The cosine transform of a block `[8, 8]` of samples about 0, in place; the coefficients come out times 8. */
export function forwardTransform(block: Int32Array): void {
  for (let row = 0; row < 8; row++) forwardLine(block, row * 8, 1, true);
  for (let column = 0; column < 8; column++) forwardLine(block, column, 8, false);
}

/** The samples of a block `[8, 8]` of coefficients, in place. */
export function inverseTransform(block: Int32Array): void {
  for (let column = 0; column < 8; column++) inverseLine(block, column, 8, 11);
  for (let row = 0; row < 8; row++) inverseLine(block, row * 8, 1, 18);
}
