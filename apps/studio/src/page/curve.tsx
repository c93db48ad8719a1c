import { linearTicks, logTicks } from '@cleargrain/core';

export interface CurveLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly dashed?: boolean;
  readonly marked?: boolean;
}

export interface CurveProps {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly CurveLine[];
  readonly logarithmic?: boolean;
  /** Where the x axis ends. Default: at the last point. */
  readonly xEnd?: number;
}

const [width, height] = [400, 240];
const [left, right, top, bottom] = [52, 12, 12, 38];

/** A line chart that grows while the numbers come in; it takes the colours of the page. */
export function Curve({ title, xLabel, yLabel, lines: given, logarithmic = false, xEnd }: CurveProps) {
  // The PSNR of two equal pictures has no place on an axis.
  const lines = given.map((line) => ({ ...line, points: line.points.filter(({ y }) => Number.isFinite(y)) }));
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) return <p class="hint chart-empty">{title}: no numbers yet.</p>;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [xLow, xHigh] = [Math.min(...xs), Math.max(xEnd ?? 0, ...xs)];
  const scaled = (value: number) => (logarithmic ? Math.log10(value) : value);
  const margin = logarithmic ? 0.05 : Math.max(0.1, 0.08 * (Math.max(...ys) - Math.min(...ys)));
  const [yLow, yHigh] = [scaled(Math.min(...ys)) - margin, scaled(Math.max(...ys)) + margin];
  const x = (value: number) => left + ((value - xLow) / Math.max(1e-9, xHigh - xLow)) * (width - left - right);
  const y = (value: number) => height - bottom - ((scaled(value) - yLow) / Math.max(1e-9, yHigh - yLow)) * (height - top - bottom);
  const yTicks = logarithmic ? logTicks(10 ** yLow, 10 ** yHigh, 5) : linearTicks(yLow, yHigh, 5);
  const show = (value: number) => (logarithmic ? String(Number(value.toPrecision(2))) : String(value));
  const last = lines[0]?.points.at(-1);
  return (
    <figure class="chart">
      <figcaption>
        {title}
        {lines.length > 1 &&
          lines.map((line, index) => (
            <span key={line.name} class={`key line-${index} ${line.dashed ? 'dashed' : ''}`}>
              {line.name}
            </span>
          ))}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}${last ? `: ${show(last.y)} at ${show(last.x)}` : ''}`}>
        {yTicks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 6} y={y(tick) + 4} text-anchor="end">
              {show(tick)}
            </text>
          </g>
        ))}
        {linearTicks(xLow, xHigh, 5).map((tick) => (
          <text key={tick} x={x(tick)} y={height - bottom + 16} text-anchor="middle">
            {tick}
          </text>
        ))}
        <text x={(left + width - right) / 2} y={height - 4} text-anchor="middle">
          {xLabel}
        </text>
        <text x={12} y={(top + height - bottom) / 2} text-anchor="middle" transform={`rotate(-90 12 ${(top + height - bottom) / 2})`}>
          {yLabel}
        </text>
        {lines.map((line, index) => (
          <g key={line.name} class={`line-${index} ${line.dashed ? 'dashed' : ''}`}>
            <polyline points={line.points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(' ')} />
            {line.marked && line.points.map((point) => <circle key={point.x} cx={x(point.x)} cy={y(point.y)} r={3.5} />)}
          </g>
        ))}
      </svg>
    </figure>
  );
}
