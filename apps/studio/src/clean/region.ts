import type { Region } from '@cleargrain/core';

/** Whether a region lies within another. */
export function contains(outer: Region, inner: Region): boolean {
  const within = (start: number, length: number, from: number, size: number) => from >= start && from + size <= start + length;
  return within(outer.x, outer.width, inner.x, inner.width) && within(outer.y, outer.height, inner.y, inner.height);
}

/** The middle of a region, of at most that many pixels a side. */
export function middleOf({ x, y, width, height }: Region, side: number): Region {
  const [wide, high] = [Math.min(width, side), Math.min(height, side)];
  return { x: x + ((width - wide) >> 1), y: y + ((height - high) >> 1), width: wide, height: high };
}
