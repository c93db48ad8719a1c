/** A point of a curve; one that is not finite (or not positive on a log axis) leaves a gap. */
export interface CurvePoint {
  /** Its place along the horizontal axis. */
  readonly x: number;
  /** Its place along the vertical axis. */
  readonly y: number;
  /** Shown beside the point. Default: nothing. */
  readonly label?: string;
}

/** A curve with its name. */
export interface CurveSeries {
  /** Its name in the legend. */
  readonly name: string;
  /** Its points from left to right. */
  readonly points: readonly CurvePoint[];
  /** Whether the points are joined. Default true; false makes a scatter plot. */
  readonly line?: boolean;
  /** Whether the line is dashed. Default false. */
  readonly dashed?: boolean;
  /** Whether each point has a marker. Default: when the points are not joined, or are at most 24. */
  readonly markers?: boolean;
}

/** Whether the points of a series have markers. */
export const hasMarkers = ({ line, markers, points }: CurveSeries): boolean => markers ?? (line === false || points.length <= 24);
