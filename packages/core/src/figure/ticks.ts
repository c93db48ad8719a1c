const digits = (value: number) => Number(value.toPrecision(12));

/** Round numbers (steps of 1, 2, 2.5 or 5 times a power of ten), at most about `count` of them, within [low, high]. */
export function linearTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => digits((first + index) * step));
}

/** Powers of ten within [low, high], with their doubles and fives (or all multiples) while that stays below `count`. */
export function logTicks(low: number, high: number, count: number): number[] {
  const powers = Array.from(
    { length: Math.floor(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, n) => Math.floor(Math.log10(low)) + n,
  );
  const within = (factors: readonly number[]) =>
    powers
      .flatMap((power) => factors.map((factor) => digits(factor * 10 ** power)))
      .filter((tick) => tick >= low * 0.999999 && tick <= high * 1.000001);
  const choices = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]].map(within);
  const chosen = choices.find((ticks) => ticks.length <= count) ?? choices.at(-1)!;
  const thinned = chosen.filter((_, index) => index % Math.ceil(chosen.length / count) === 0);
  return thinned.length >= 2 ? thinned : linearTicks(low, high, count);
}
