import type { Axis } from './axis.js';

/** The part of a chart where the curves are: its edges in pixels, its type size in pixels, its axes. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
}

/** A number with the two decimals that a drawing needs. */
export const round = (value: number): number => Number(value.toFixed(2));

/** Where a value of x stands, in pixels from the left. */
export const across = ({ left, right, xAxis }: Plot, value: number): number => round(left + xAxis.place(value) * (right - left));

/** Where a value of y stands, in pixels from the top. */
export const down = ({ top, bottom, yAxis }: Plot, value: number): number => round(bottom - yAxis.place(value) * (bottom - top));
