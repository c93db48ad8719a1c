import { numberIn } from '../validate.js';
import type { FigureOptions, FigurePanel } from './layout-figure.js';

/** How the panels of a figure and their titles lie; sizes in pixels. */
export interface PanelMeasures {
  /** Height of the type. */
  readonly size: number;
  /** From one line of a title to the next. */
  readonly line: number;
  /** From one column to the next. */
  readonly gap: number;
  readonly bold: { readonly size: number; readonly weight: 'bold' };
  readonly regular: { readonly size: number; readonly weight: 'regular' };
  /** Of each column, its titles included. */
  readonly widths: readonly number[];
  /** Whether notes stand below titles: one panel whose title and note need two lines puts all on two, so that titles line up across the figure. */
  readonly stacked: boolean;
  /** Where a panel's note stands beside the beginning of its title, when it does not stand below. */
  noteOffset(panel: FigurePanel): number;
}

/** Measures the panels of a figure and their titles. */
export function measurePanels(
  rows: readonly (readonly FigurePanel[])[],
  { typeface, textSize }: Pick<FigureOptions, 'typeface' | 'textSize'>,
): PanelMeasures {
  const columns = Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, column) =>
    rows.flatMap((row) => row[column] ?? []),
  );
  const imageWidths = columns.map((panels) => Math.max(...panels.map(({ width }) => width)));
  const natural = imageWidths.reduce((sum, width) => sum + width, 0);
  const size = numberIn('textSize', textSize ?? Math.min(40, Math.max(13, Math.round(natural / 78))), 4, 400);
  const bold = { size, weight: 'bold' } as const;
  const regular = { size, weight: 'regular' } as const;
  const titleWidth = ({ title }: FigurePanel) => typeface.measure(title, bold);
  const noteWidth = ({ note }: FigurePanel) => (note ? typeface.measure(note, regular) : 0);
  const noteOffset = (panel: FigurePanel) => titleWidth(panel) + Math.round(size * 0.7);
  const overflows = (panel: FigurePanel, width: number) => noteWidth(panel) > 0 && noteOffset(panel) + noteWidth(panel) > width;
  const stacked = columns.some((panels, column) => panels.some((panel) => overflows(panel, imageWidths[column]!)));
  const widths = columns.map((panels, column) =>
    Math.ceil(Math.max(imageWidths[column]!, ...panels.map((panel) => Math.max(titleWidth(panel), stacked ? noteWidth(panel) : 0)))),
  );
  return { size, line: Math.round(size * 1.4), gap: Math.round(size * 0.9), bold, regular, widths, stacked, noteOffset };
}
