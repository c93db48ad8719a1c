import { integerIn, invalid } from '../validate.js';
import { type AxisScale, fitAxis, tickLabels } from './axis.js';
import { type CurvePoint, type CurveSeries, hasMarkers } from './curve-series.js';
import { drawAxes } from './draw-axes.js';
import { drawParagraph } from './draw-paragraph.js';
import { drawSeries } from './draw-series.js';
import { escapeXml } from './escape-xml.js';
import { ink } from './ink.js';
import { layoutLegend } from './layout-legend.js';
import type { Plot } from './plot.js';
import type { Typeface } from './typeface.js';

/** How a figure of curves looks. */
export interface CurveFigureOptions {
  /** The typeface of its text. */
  readonly typeface: Typeface;
  /** What stands below the horizontal axis. */
  readonly xLabel: string;
  /** What stands beside the vertical axis. */
  readonly yLabel: string;
  /** Default: none. */
  readonly title?: string;
  /** Default 'linear'. */
  readonly xScale?: AxisScale;
  /** Default 'linear'. */
  readonly yScale?: AxisScale;
  /** In pixels, 200 to 10000. Default 720. */
  readonly width?: number;
  /** In pixels, 150 to 10000. Default 450. */
  readonly height?: number;
}

/**
 * A line chart or scatter plot as SVG: axes with round ticks, a legend above the plot where it covers no line, markers, labels
 * beside points.
 * @throws RangeError when no series has a point to show, or a size is out of range.
 */
export function curveFigure(series: readonly CurveSeries[], options: CurveFigureOptions): string {
  const { typeface, title, xLabel, yLabel, xScale = 'linear', yScale = 'linear' } = options;
  const width = integerIn('width', options.width ?? 720, 200, 10_000);
  const height = integerIn('height', options.height ?? 450, 150, 10_000);
  const shown = (value: number, scale: AxisScale) => Number.isFinite(value) && (scale === 'linear' || value > 0);
  const isShown = (point: CurvePoint) => shown(point.x, xScale) && shown(point.y, yScale);
  const visible = series.flatMap(({ points }) => points.filter(isShown));
  if (visible.length === 0) throw invalid('series', 'at least one point that can be shown', `${series.length} without any`);

  const size = Math.min(28, Math.max(12, Math.round(width / 52)));
  const small = { size: size * 0.93, weight: 'regular' } as const;
  const content: string[] = [];
  const margin = Math.round(size * 1.3);

  let y = margin;
  if (title) {
    const look = { size: size * 1.12, weight: 'bold', color: ink.strong, baseline: size * 0.85, line: Math.round(size * 1.5) } as const;
    const { svg, bottom } = drawParagraph(typeface, title, { ...look, x: margin, y, width: width - 2 * margin });
    content.push(svg);
    y = bottom + Math.round(size * 0.3);
  }
  if (series.length > 1) {
    const legend = layoutLegend(
      series.map((one) => ({ name: one.name, line: one.line !== false, dashed: one.dashed === true, marked: hasMarkers(one) })),
      { typeface, x: margin, y, width: width - 2 * margin, text: small },
    );
    content.push(legend.svg);
    y += legend.height + Math.round(size * 0.4);
  }

  const bottom = height - margin - Math.round(size * 2.8);
  const top = y + Math.round(size * 0.6);
  const yAxis = fitAxis(
    visible.map((point) => point.y),
    yScale,
    Math.max(3, Math.round((bottom - top) / (size * 3.6))),
  );
  const yTicks = tickLabels(yAxis.ticks, yScale);
  const left = margin + Math.round(size * 1.7 + Math.max(...yTicks.map((text) => typeface.measure(text, small))));
  const right = width - margin - Math.round(size * 0.4);
  const xAxis = fitAxis(
    visible.map((point) => point.x),
    xScale,
    Math.max(3, Math.round((right - left) / (size * 5))),
  );
  const xTicks = tickLabels(xAxis.ticks, xScale);
  const plot: Plot = { left, right, top, bottom, size, xAxis, yAxis };
  content.push(
    drawAxes(plot, { typeface, xLabel, yLabel, xTicks, yTicks, labelX: margin + size * 0.6 }),
    drawSeries(series, plot, typeface, isShown),
  );
  // For those who hear it, and for the tip of a browser.
  const name = `<title>${escapeXml(title || `${yLabel} against ${xLabel}`)}</title>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${name}<rect width="${width}" height="${height}" fill="#fff"/>${content.join('')}</svg>`;
}
