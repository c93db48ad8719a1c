import type { Image } from '../../image/image.js';

/**
 * A crude estimate of σ on the samples' scale, for pictures too small for patches: the median of second differences along the
 * longer side. 0 when there are none.
 */
export function neighborSigma({ width, height, channels, data }: Image): number {
  const along = width >= height ? 1 : width;
  const length = Math.max(width, height);
  const across = Math.min(width, height);
  const differences: number[] = [];
  for (let line = 0; line < across * channels; line++) {
    const start = Math.floor(line / across) * width * height + (line % across) * (width >= height ? width : 1);
    for (let i = 1; i < length - 1; i++) {
      const here = start + i * along;
      const difference = Math.abs(data[here - along]! - 2 * data[here]! + data[here + along]!);
      if (Number.isFinite(difference)) differences.push(difference);
    }
  }
  if (differences.length === 0) return 0;
  // The median of |N(0, 1)| is 0.6745; a second difference has 6 times the variance.
  return differences.sort((a, b) => a - b)[differences.length >> 1]! / (0.6745 * Math.sqrt(6));
}
