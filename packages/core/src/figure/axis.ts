import { linearTicks, logTicks } from './ticks.js';

/** Whether equal steps along an axis are equal differences or equal ratios. */
export type AxisScale = 'linear' | 'log';

/** An axis: its ends, its ticks, and where a value stands on it (0 to 1). */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  place(value: number): number;
}

/** An axis that holds all `values` with a little room at both ends, and has about `count` ticks at round numbers. */
export function fitAxis(values: readonly number[], scale: AxisScale, count: number): Axis {
  const forth = scale === 'log' ? Math.log10 : (value: number) => value;
  const back = scale === 'log' ? (value: number) => 10 ** value : (value: number) => value;
  let from = Infinity;
  let to = -Infinity;
  for (const value of values) {
    from = Math.min(from, forth(value));
    to = Math.max(to, forth(value));
  }
  const spread = to > from ? to - from : scale === 'log' ? 0.5 : Math.abs(from) * 0.1 || 1;
  const room = spread * (to > from ? 0.05 : 1);
  const [low, high] = [from - room, to + room];
  return {
    low: back(low),
    high: back(high),
    ticks: scale === 'log' ? logTicks(back(low), back(high), count) : linearTicks(low, high, count),
    place: (value) => (forth(value) - low) / (high - low),
  };
}

/** The ticks as text, all with the same number of decimals; powers of ten where numbers are very large or small. */
export function tickLabels(ticks: readonly number[], scale: AxisScale): string[] {
  const short = (tick: number) => String(tick).replace('-', '−');
  if (ticks.some((tick) => tick !== 0 && (Math.abs(tick) >= 1e6 || Math.abs(tick) < 1e-4)))
    return ticks.map((tick) => (tick === 0 ? '0' : tick.toExponential().replace('e+', 'e').replaceAll('-', '−')));
  if (scale === 'log') return ticks.map(short);
  const decimals = Math.max(...ticks.map((tick) => String(tick).split('.')[1]?.length ?? 0));
  return ticks.map((tick) => tick.toFixed(decimals).replace('-', '−'));
}
