import type { Layout, Show } from './layout.js';
import type { Size } from './view.js';

/** One pane of the viewer, in CSS pixels from its left and top. */
export interface Pane extends Size {
  readonly left: number;
  readonly top: number;
  readonly show: Show;
}

export const gap = 6;

function showsOf(layout: Layout, hasReference: boolean): readonly Show[] {
  if (layout === 'side') return ['before', 'after'];
  return layout === 'three' ? ['before', 'after', hasReference ? 'reference' : 'residual'] : [layout];
}

/** Whether a layout shows a difference, which is amplified to be seen. */
export function isAmplified(layout: Layout, hasReference: boolean): boolean {
  return showsOf(layout, hasReference).some((show) => show === 'residual' || show === 'difference');
}

/** The panes of a layout, all of one size: side by side, or one below another where the viewer is higher than wide. */
export function panesOf(layout: Layout, { width, height }: Size, hasReference: boolean): Pane[] {
  const shown = showsOf(layout, hasReference);
  const stacked = height > width;
  const along = (length: number) => (length - gap * (shown.length - 1)) / shown.length;
  const size = stacked ? { width, height: along(height) } : { width: along(width), height };
  return shown.map((show, index) => ({
    ...size,
    left: stacked ? 0 : index * (size.width + gap),
    top: stacked ? index * (size.height + gap) : 0,
    show,
  }));
}

/** The pane that a point lies in, or the nearest before it. */
export function paneAt(panes: readonly Pane[], x: number, y: number): Pane {
  return panes.findLast(({ left, top }) => x >= left && y >= top) ?? panes[0]!;
}
