/** What one pane shows. */
export type Show = 'split' | 'before' | 'after' | 'residual' | 'difference' | 'reference';

/** How the viewer is divided: one pane that shows one thing, two, or three. */
export type Layout = 'split' | 'side' | 'three' | 'after' | 'residual' | 'difference';

/** The layout, or what comes nearest to it where there is no clean picture to measure against. */
export const possibleLayout = (layout: Layout, hasReference: boolean): Layout =>
  layout === 'difference' && !hasReference ? 'residual' : layout;

export const titles: Readonly<Record<Show, string>> = {
  split: 'Before and after',
  before: 'Before',
  after: 'After',
  residual: 'Removed',
  difference: 'Error',
  reference: 'Clean',
};
