import { ink } from './ink.js';
import { across, down, type Plot, round } from './plot.js';
import type { Typeface } from './typeface.js';

interface AxesText {
  readonly typeface: Typeface;
  readonly xLabel: string;
  readonly yLabel: string;
  /** The text of each tick. */
  readonly xTicks: readonly string[];
  readonly yTicks: readonly string[];
  /** Where the label of the y axis stands, in pixels from the left. */
  readonly labelX: number;
}

/** Grid, axes, ticks and labels of a chart as an SVG fragment. */
export function drawAxes(plot: Plot, { typeface, xLabel, yLabel, xTicks, yTicks, labelX }: AxesText): string {
  const { left, right, top, bottom, size } = plot;
  const small = { size: size * 0.93, weight: 'regular', color: ink.soft } as const;
  const label = { size, weight: 'regular', anchor: 'middle', color: ink.strong } as const;
  return [
    ...plot.yAxis.ticks.flatMap((tick, index) => {
      const y = down(plot, tick);
      return [
        `<path d="M${left} ${y}H${right}" stroke="${ink.grid}"/>`,
        typeface.draw(yTicks[index]!, { ...small, x: left - size * 0.6, y: y + size * 0.33, anchor: 'end' }),
      ];
    }),
    ...plot.xAxis.ticks.flatMap((tick, index) => {
      const x = across(plot, tick);
      return [
        `<path d="M${x} ${bottom}v${round(size * 0.35)}" stroke="${ink.axis}"/>`,
        typeface.draw(xTicks[index]!, { ...small, x, y: bottom + size * 1.4, anchor: 'middle' }),
      ];
    }),
    `<path d="M${left} ${bottom}H${right}" stroke="${ink.axis}"/>`,
    typeface.draw(xLabel, { ...label, x: (left + right) / 2, y: bottom + size * 3 }),
    typeface.draw(yLabel, { ...label, x: labelX, y: (top + bottom) / 2, turn: -90 }),
  ].join('');
}
