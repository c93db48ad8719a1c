import type { Plane } from './plane.js';

/**
 * Halves a plane in both directions as libjpeg does: means of 2×2 samples, rounded up and down in turn, also beyond the right
 * edge to the end of a block of 8.
 */
export function halve(plane: Plane): Plane {
  const { width, height, data } = plane;
  const halfWidth = ((width + 15) >> 4) << 3;
  const halfHeight = (height + 1) >> 1;
  const half = new Float32Array(halfWidth * halfHeight);
  for (let y = 0; y < halfHeight; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < halfWidth; x++) {
      const left = Math.min(2 * x, width - 1);
      const right = Math.min(2 * x + 1, width - 1);
      const sum = data[upper + left]! + data[upper + right]! + data[lower + left]! + data[lower + right]!;
      half[y * halfWidth + x] = (sum + 1 + (x & 1)) >> 2;
    }
  }
  return { width: halfWidth, height: halfHeight, data: half };
}

/** Doubles a halved plane to the given size as libjpeg does: each sample three quarters of the near one, a quarter of the far; as they are when there are at most two in a row. */
export function double(plane: Plane, width: number, height: number): Plane {
  const result = new Float32Array(width * height);
  const halfWidth = (width + 1) >> 1;
  if (halfWidth <= 2) {
    const copied = Float32Array.from({ length: width * height }, (_, i) => {
      return plane.data[(Math.floor(i / width) >> 1) * plane.width + ((i % width) >> 1)]!;
    });
    return { width, height, data: copied };
  }
  const column = new Float32Array(halfWidth);
  for (let y = 0; y < height; y++) {
    const near = y >> 1;
    const far = Math.min(Math.max(near + (y & 1 ? 1 : -1), 0), plane.height - 1);
    for (let x = 0; x < halfWidth; x++) column[x] = 3 * plane.data[near * plane.width + x]! + plane.data[far * plane.width + x]!;
    for (let x = 0; x < width; x++) {
      const place = x >> 1;
      const beside = Math.min(Math.max(place + (x & 1 ? 1 : -1), 0), halfWidth - 1);
      result[y * width + x] = (3 * column[place]! + column[beside]! + (x & 1 ? 7 : 8)) >> 4;
    }
  }
  return { width, height, data: result };
}
