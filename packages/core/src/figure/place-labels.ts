/** A label that wants to stand near a point; sizes in pixels. */
export interface LabelWish {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const overlap = (a: Box, b: Box) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** A label and the room to its left and right that tells it from the next. */
const apart = ({ left, right, top, bottom }: Box): Box => ({
  left: left - (bottom - top) / 2,
  right: right + (bottom - top) / 2,
  top,
  bottom,
});

/** For each wish a box beside, above or below its point: the first that lies within `frame`, covers no obstacle and stands apart from every earlier label, else the least bad. */
export function placeLabels(wishes: readonly LabelWish[], obstacles: readonly Box[], frame: Box, distance: number): Box[] {
  const placed: Box[] = [];
  for (const { x, y, width, height } of wishes) {
    const box = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height });
    const near = distance * 0.7;
    const candidates = [
      box(x + distance, y - height / 2),
      box(x - width / 2, y - distance - height),
      box(x - distance - width, y - height / 2),
      box(x - width / 2, y + distance),
      box(x + near, y - near - height),
      box(x - near - width, y - near - height),
      box(x + near, y + near),
      box(x - near - width, y + near),
    ];
    const cost = (candidate: Box) => {
      const outside = width * height - overlap(candidate, frame);
      return outside * 4 + [...placed.map(apart), ...obstacles].reduce((sum, other) => sum + overlap(candidate, other), 0);
    };
    const costs = candidates.map(cost);
    placed.push(candidates[costs.indexOf(Math.min(...costs))]!);
  }
  return placed;
}
