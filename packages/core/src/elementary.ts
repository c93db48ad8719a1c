/*
 * Math.exp and Math.log may differ in the last bit from one platform to the next. These use only operations that IEEE 754
 * rounds exactly, so that random numbers are equal everywhere. They are for rare calls: correct to about 1e-15, not fast.
 */

/** e to the power of `x`, for x from -700 to 700. */
export function exponential(x: number): number {
  const halvings = Math.round(x / Math.LN2);
  const rest = x - halvings * Math.LN2;
  let sum = 1;
  for (let i = 20; i > 0; i--) sum = 1 + (rest / i) * sum;
  return sum * 2 ** halvings;
}

/** The natural logarithm of `x`, for positive normal numbers. */
export function logarithm(x: number): number {
  let halvings = 0;
  let rest = x;
  for (; rest > Math.SQRT2; rest /= 2) halvings++;
  for (; rest < Math.SQRT1_2; rest *= 2) halvings--;
  const t = (rest - 1) / (rest + 1);
  let sum = 0;
  for (let i = 41; i > 0; i -= 2) sum = 1 / i + t * t * sum;
  return halvings * Math.LN2 + 2 * t * sum;
}
