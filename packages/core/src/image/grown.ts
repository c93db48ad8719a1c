import type { Region } from './region.js';

/** A region with `reach` pixels more to each side, as far as `bounds` has them. */
export function grown({ x, y, width, height }: Region, reach: number, bounds: Region): Region {
  const [left, top] = [Math.max(bounds.x, x - reach), Math.max(bounds.y, y - reach)];
  const right = Math.min(bounds.x + bounds.width, x + width + reach);
  const bottom = Math.min(bounds.y + bounds.height, y + height + reach);
  return { x: left, y: top, width: right - left, height: bottom - top };
}
