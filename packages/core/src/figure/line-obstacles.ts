import type { Box } from './place-labels.js';

/** A broken line as a row of small boxes, at most 4 pixels apart, for labels to keep off. A missing point is a gap. */
export function lineObstacles(points: readonly (readonly [number, number] | undefined)[]): Box[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index];
    if (from === undefined || to === undefined) return [];
    const count = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 4));
    return Array.from({ length: count }, (_, n) => {
      const x = from[0] + ((to[0] - from[0]) * n) / count;
      const y = from[1] + ((to[1] - from[1]) * n) / count;
      return { left: x - 2, right: x + 2, top: y - 2, bottom: y + 2 };
    });
  });
}
