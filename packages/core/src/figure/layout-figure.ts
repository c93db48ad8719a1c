import { invalid } from '../validate.js';
import { drawParagraph } from './draw-paragraph.js';
import { escapeXml } from './escape-xml.js';
import { ink } from './ink.js';
import { measurePanels, type PanelMeasures } from './measure-panels.js';
import type { Typeface } from './typeface.js';

/** A picture in a figure, with what stands above it. */
export interface FigurePanel {
  /** What it shows, in bold: 'Noisy'. */
  readonly title: string;
  /** Beside the title, or below it where the width does not suffice: '20.17 dB · SSIM 0.412'. Default: nothing. */
  readonly note?: string;
  /** The picture's address, as a rule a `data:` URL. */
  readonly image: string;
  /** Size in the figure, in pixels. With the picture's own size its pixels appear unchanged. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
}

/** How a figure of pictures looks. */
export interface FigureOptions {
  /** The typeface of its text. */
  readonly typeface: Typeface;
  /** A line above everything. Default: none. */
  readonly heading?: string;
  /** Text below everything, wrapped to the figure's width. Default: none. */
  readonly caption?: string;
  /** Size of the type in pixels. Default: grows with the figure, from 13 to 40. */
  readonly textSize?: number;
}

/** A figure as SVG, and where its panels are. */
export interface Figure {
  /** The figure as an SVG file. */
  readonly svg: string;
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Left top corner of each panel's picture, row by row, in whole pixels. */
  readonly places: readonly (readonly { readonly x: number; readonly y: number }[])[];
}

function checkPanels(rows: readonly (readonly FigurePanel[])[]): void {
  if (rows.length === 0 || rows.some((row) => row.length === 0))
    throw new RangeError('expected at least one panel in each row of a figure, received a figure or a row without any');
  for (const panel of rows.flat())
    for (const side of ['width', 'height'] as const)
      if (!Number.isInteger(panel[side]) || panel[side] < 1)
        throw invalid(`the ${side} of panel '${panel.title}'`, 'a positive integer', panel[side]);
}

/** A panel's title, note and picture as an SVG fragment: the title from `y` down, the picture from `top`. */
function drawPanel(panel: FigurePanel, measures: PanelMeasures, typeface: Typeface, place: { x: number; y: number; top: number }): string {
  const { size, line, bold, regular, stacked } = measures;
  const { title, note, width, height, image } = panel;
  const { x, y, top } = place;
  const baseline = y + size * 0.8;
  const noteAt = stacked ? { x, y: baseline + line * 0.95 } : { x: x + measures.noteOffset(panel), y: baseline };
  return [
    typeface.draw(title, { ...bold, x, y: baseline, anchor: 'start', color: ink.strong }),
    note ? typeface.draw(note, { ...regular, ...noteAt, anchor: 'start', color: ink.soft }) : '',
    `<rect x="${x - 0.5}" y="${top - 0.5}" width="${width + 1}" height="${height + 1}" fill="none" stroke="${ink.hairline}"/>`,
    `<image x="${x}" y="${top}" width="${width}" height="${height}" preserveAspectRatio="none" image-rendering="optimizeSpeed" style="image-rendering:pixelated" href="${escapeXml(image)}"/>`,
  ].join('');
}

/**
 * Pictures side by side under their titles, on white: a row for each image, a column for each way to see it
 * (original, noisy, denoised, residual).
 * @throws RangeError when there is no panel, or a size is not a positive integer.
 */
export function layoutFigure(rows: readonly (readonly FigurePanel[])[], options: FigureOptions): Figure {
  checkPanels(rows);
  const { typeface, heading, caption } = options;
  const measures = measurePanels(rows, options);
  const { size, line, gap, widths, stacked } = measures;
  const margin = Math.round(size * 1.5);
  const inner = widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1);
  const content: string[] = [];
  let y = margin;

  if (heading) {
    const large = size * 1.2;
    const look = { size: large, weight: 'bold', color: ink.strong, baseline: large * 0.78, line: Math.round(large * 1.4) } as const;
    const { svg, bottom } = drawParagraph(typeface, heading, { ...look, x: margin, y, width: inner });
    content.push(svg);
    y = bottom + Math.round(size * 0.5);
  }

  const places = rows.map((row, index) => {
    if (index > 0) y += Math.round(size * 1.4);
    const top = y + (stacked ? 2 * line : line);
    let x = margin;
    const rowPlaces = row.map((panel, column) => {
      content.push(drawPanel(panel, measures, typeface, { x, y, top }));
      const place = { x, y: top };
      x += widths[column]! + gap;
      return place;
    });
    y = top + Math.max(...row.map((panel) => panel.height));
    return rowPlaces;
  });

  if (caption) {
    const look = { size: size * 0.92, weight: 'regular', color: ink.soft, baseline: size * 0.8, line } as const;
    const { svg, bottom } = drawParagraph(typeface, caption, { ...look, x: margin, y: y + Math.round(size * 0.9), width: inner });
    content.push(svg);
    y = bottom - line + Math.round(size);
  }

  const [width, height] = [inner + 2 * margin, y + margin];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/>${content.join('')}</svg>`;
  return { svg, width, height, places };
}
