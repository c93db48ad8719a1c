import { useRef } from 'preact/hooks';

export interface PointerActions {
  /** A mouse or pen is over the picture, or a finger rests on it, at a point of the element. */
  readonly onHover: (x: number, y: number) => void;
  readonly onLeave: () => void;
  /** Dragged by so many pixels. */
  readonly onMove: (dx: number, dy: number) => void;
  /** Zoomed by a factor about a point. */
  readonly onZoom: (factor: number, x: number, y: number) => void;
  /** Clicked or tapped twice. */
  readonly onToggle: (x: number, y: number) => void;
  /** Whether a finger that is put down there takes hold of something by itself; `onHold` is then told where it goes. */
  readonly canHold: (x: number) => boolean;
  readonly onHold: (x: number) => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const restMilliseconds = 450;
const restPixels = 8;

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Handlers for mouse, pen and fingers: hover, drag, wheel, pinch, double click, a finger that rests. */
export function usePointers({ onHover, onLeave, onMove, onZoom, onToggle, canHold, onHold }: PointerActions) {
  const down = useRef(new Map<number, Point>());
  const finger = useRef<{ kind: 'moves' | 'rests' | 'holds'; from: Point; timer: ReturnType<typeof setTimeout> }>(undefined);
  const place = (event: MouseEvent): Point => {
    const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  /** The one finger that was down is lifted, or no longer alone. */
  const letGo = () => {
    clearTimeout(finger.current?.timer);
    if (finger.current?.kind === 'rests') onLeave();
    finger.current = undefined;
  };
  const lift = (event: PointerEvent) => {
    down.current.delete(event.pointerId);
    letGo();
  };
  return {
    onPointerDown(event: PointerEvent) {
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      const at = place(event);
      down.current.set(event.pointerId, at);
      letGo();
      if (event.pointerType !== 'touch' || down.current.size > 1) return;
      const timer = setTimeout(() => {
        if (finger.current?.kind !== 'moves') return;
        finger.current.kind = 'rests';
        onHover(at.x, at.y);
      }, restMilliseconds);
      finger.current = { kind: canHold(at.x) ? 'holds' : 'moves', from: at, timer };
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
      const touch = finger.current;
      if (other === undefined && touch?.kind === 'holds') return onHold(at.x);
      if (other === undefined && touch?.kind === 'rests') return onHover(at.x, at.y);
      if (touch !== undefined && distance(touch.from, at) > restPixels) clearTimeout(touch.timer);
      if (other === undefined) return onMove(at.x - before.x, at.y - before.y);
      const [old, now] = [middle(before, other), middle(at, other)];
      onMove(now.x - old.x, now.y - old.y);
      onZoom(distance(at, other) / Math.max(1, distance(before, other)), now.x, now.y);
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onPointerLeave(event: PointerEvent) {
      if (event.pointerType !== 'touch') onLeave();
    },
    // A finger that rests would ask for a menu.
    onContextMenu(event: MouseEvent) {
      if (finger.current !== undefined) event.preventDefault();
    },
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
