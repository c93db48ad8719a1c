import { useRef } from 'preact/hooks';

export interface PointerActions {
  /** A mouse or pen is over the picture, at a point of the element. */
  readonly onHover: (x: number, y: number) => void;
  readonly onLeave: () => void;
  /** Dragged by so many pixels. */
  readonly onMove: (dx: number, dy: number) => void;
  /** Zoomed by a factor about a point. */
  readonly onZoom: (factor: number, x: number, y: number) => void;
  /** Clicked or tapped twice. */
  readonly onToggle: (x: number, y: number) => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Handlers for mouse, pen and fingers: hover, drag, wheel, pinch, double click. */
export function usePointers({ onHover, onLeave, onMove, onZoom, onToggle }: PointerActions) {
  const down = useRef(new Map<number, Point>());
  const place = (event: MouseEvent): Point => {
    const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  return {
    onPointerDown(event: PointerEvent) {
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      down.current.set(event.pointerId, place(event));
    },
    onPointerMove(event: PointerEvent) {
      const at = place(event);
      const before = down.current.get(event.pointerId);
      if (before === undefined) {
        if (event.pointerType !== 'touch') onHover(at.x, at.y);
        return;
      }
      const other = [...down.current].find(([id]) => id !== event.pointerId)?.[1];
      down.current.set(event.pointerId, at);
      if (other === undefined) return onMove(at.x - before.x, at.y - before.y);
      const [old, now] = [middle(before, other), middle(at, other)];
      onMove(now.x - old.x, now.y - old.y);
      onZoom(distance(at, other) / Math.max(1, distance(before, other)), now.x, now.y);
    },
    onPointerUp(event: PointerEvent) {
      down.current.delete(event.pointerId);
    },
    onPointerCancel(event: PointerEvent) {
      down.current.delete(event.pointerId);
    },
    onPointerLeave: onLeave,
    onWheel(event: WheelEvent) {
      event.preventDefault();
      const { x, y } = place(event);
      onZoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), x, y);
    },
    onDblClick(event: MouseEvent) {
      const { x, y } = place(event);
      onToggle(x, y);
    },
  };
}
