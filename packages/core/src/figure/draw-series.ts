import { type CurvePoint, type CurveSeries, hasMarkers } from './curve-series.js';
import { lineObstacles } from './line-obstacles.js';
import { type Box, placeLabels } from './place-labels.js';
import { across, down, type Plot, round } from './plot.js';
import { marker, seriesStyle } from './series-style.js';
import type { Typeface } from './typeface.js';

/** Where the points of a series stand; undefined for one that cannot be shown. */
type Trace = readonly (readonly [number, number] | undefined)[];

function drawLine(trace: Trace, { color }: { color: string }, dashed: boolean, size: number): string {
  const path = trace.map((place, index) => (place ? `${index > 0 && trace[index - 1] ? 'L' : 'M'}${place[0]} ${place[1]}` : '')).join('');
  const dashes = dashed ? ` stroke-dasharray="${round(size * 0.45)} ${round(size * 0.35)}"` : '';
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${round(size / 7)}" stroke-linejoin="round"${dashes}/>`;
}

/** The lines, markers and point labels of a chart as an SVG fragment: markers above all lines, those of the first series uppermost, labels where they cover least. */
export function drawSeries(
  series: readonly CurveSeries[],
  plot: Plot,
  typeface: Typeface,
  isShown: (point: CurvePoint) => boolean,
): string {
  const { left, right, top, bottom, size } = plot;
  const radius = size * 0.32;
  const traces = series.map(
    ({ points }): Trace => points.map((point) => (isShown(point) ? [across(plot, point.x), down(plot, point.y)] : undefined)),
  );
  const lines = series.map(({ line, dashed }, index) =>
    line === false ? '' : drawLine(traces[index]!, seriesStyle(index), dashed === true, size),
  );

  const marks: string[][] = series.map(() => []);
  const labels: { text: string; x: number; y: number; color: string }[] = [];
  const spots: Box[] = [];
  series.forEach((one, index) => {
    const style = seriesStyle(index);
    one.points.forEach(({ label }, number) => {
      const place = traces[index]![number];
      if (!place) return;
      const [x, y] = place;
      if (hasMarkers(one)) marks[index]!.push(marker(style, x, y, radius));
      if (hasMarkers(one) || label) spots.push({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
      if (label) labels.push({ text: label, x, y, color: style.color });
    });
  });

  const below = [...lines, ...marks.toReversed().flat()];
  if (labels.length === 0) return below.join('');
  const text = { size: size * 0.93, weight: 'regular' } as const;
  const boxes = placeLabels(
    labels.map((label) => ({ x: label.x, y: label.y, width: typeface.measure(label.text, text), height: size })),
    [...spots, ...traces.flatMap((trace, index) => (series[index]!.line === false ? [] : lineObstacles(trace)))],
    { left, top: top - size, right: right + size, bottom },
    radius * 2,
  );
  const words = labels.map((label, index) =>
    typeface.draw(label.text, {
      ...text,
      x: boxes[index]!.left,
      y: boxes[index]!.bottom - size * 0.18,
      anchor: 'start',
      color: label.color,
    }),
  );
  return [...below, ...words].join('');
}
