import { expectSameSize } from '../image/expect-same-size.js';
import type { Image } from '../image/image.js';
import { toGray } from '../image/to-gray.js';

/** The Sobel gradient of a grey picture at a pixel; beyond the border its edge pixels go on. */
function gradientAt({ width, height, data }: Image, x: number, y: number): readonly [number, number] {
  const left = x > 0 ? x - 1 : x;
  const right = x < width - 1 ? x + 1 : x;
  const above = (y > 0 ? y - 1 : y) * width;
  const here = y * width;
  const below = (y < height - 1 ? y + 1 : y) * width;
  const rising = data[below + right]! - data[above + left]!;
  const falling = data[above + right]! - data[below + left]!;
  return [rising + falling + 2 * (data[here + right]! - data[here + left]!), rising - falling + 2 * (data[below + x]! - data[above + x]!)];
}

/** The value that about `share` of the positive values exceed. */
function upperQuantile(values: Float32Array, share: number): number {
  const bins = 4096;
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return 0;
  const counts = new Float64Array(bins);
  for (const value of values) if (value > 0) counts[Math.min(bins - 1, Math.floor((value / largest) * bins))]!++;
  let left = share * counts.reduce((sum, count) => sum + count);
  let bin = bins - 1;
  for (; bin > 0; bin--) {
    left -= counts[bin]!;
    if (left <= 0) break;
  }
  return (bin / bins) * largest;
}

/**
 * How much of a clean picture's edge sharpness a result keeps: 1 all, below 1 blurred, above 1 sharpened. Where the clean
 * picture's luma has the steepest tenth of its Sobel gradients, the result's gradient is projected on the clean one;
 * the figure is Σ g_result·g_clean / Σ |g_clean|². Noise that is left in the result cancels out in the sum. 1 for a clean
 * picture without edges.
 * @throws RangeError when the sizes differ.
 */
export function sharpness(result: Image, clean: Image): number {
  expectSameSize(result, clean);
  const a = toGray(result);
  const b = toGray(clean);
  const energy = new Float32Array(b.data.length);
  for (let i = 0; i < energy.length; i++) {
    const [x, y] = gradientAt(b, i % b.width, Math.floor(i / b.width));
    energy[i] = x * x + y * y;
  }
  const threshold = upperQuantile(energy, 0.1);
  let kept = 0;
  let total = 0;
  for (let i = 0; i < energy.length; i++) {
    if (energy[i] === 0 || energy[i]! < threshold) continue;
    const [ax, ay] = gradientAt(a, i % b.width, Math.floor(i / b.width));
    const [bx, by] = gradientAt(b, i % b.width, Math.floor(i / b.width));
    kept += ax * bx + ay * by;
    total += bx * bx + by * by;
  }
  return total === 0 ? 1 : kept / total;
}
