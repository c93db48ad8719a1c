import type { Pane, Show } from './picture-renderer.js';

/** The panes of a layout, in canvas pixels: one, or before and after side by side. */
export function panesOf(layout: Show | 'side', width: number, gap: number): Pane[] {
  if (layout !== 'side') return [{ left: 0, width, show: layout }];
  const half = Math.floor((width - gap) / 2);
  return [
    { left: 0, width: half, show: 'before' },
    { left: width - half, width: half, show: 'after' },
  ];
}
