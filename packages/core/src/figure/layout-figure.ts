import { invalid, numberIn } from '../validate.js';
import { escapeXml } from './escape-xml.js';
import { ink } from './ink.js';
import type { Typeface } from './typeface.js';
import { wrapText } from './wrap-text.js';

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
    throw new RangeError('expected at least one panel in each row of a figure');
  for (const panel of rows.flat())
    for (const side of ['width', 'height'] as const)
      if (!Number.isInteger(panel[side]) || panel[side] < 1)
        throw invalid(`the ${side} of panel '${panel.title}'`, 'a positive integer', panel[side]);
}

/**
 * Pictures side by side under their titles, on white: a row for each image, a column for each way to see it
 * (original, noisy, denoised, residual).
 * @throws RangeError when there is no panel, or a size is not a positive integer.
 */
export function layoutFigure(rows: readonly (readonly FigurePanel[])[], options: FigureOptions): Figure {
  checkPanels(rows);
  const { typeface, heading, caption } = options;
  const columns = Math.max(...rows.map((row) => row.length));
  const imageWidths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => row[column]?.width ?? 0)));
  const natural = imageWidths.reduce((sum, width) => sum + width, 0);
  const size = numberIn('textSize', options.textSize ?? Math.min(40, Math.max(13, Math.round(natural / 78))), 4, 400);

  const bold = { size, weight: 'bold' } as const;
  const regular = { size, weight: 'regular' } as const;
  const between = Math.round(size * 0.7);
  const measured = rows.map((row) =>
    row.map((panel) => ({ title: typeface.measure(panel.title, bold), note: panel.note ? typeface.measure(panel.note, regular) : 0 })),
  );
  // One panel that needs two lines puts all on two lines, so that titles line up across the figure.
  const stacked = measured.some((row) =>
    row.some((text, column) => text.note > 0 && text.title + between + text.note > imageWidths[column]!),
  );
  const widths = imageWidths.map((width, column) =>
    Math.ceil(Math.max(width, ...measured.map((row) => (row[column] ? Math.max(row[column].title, stacked ? row[column].note : 0) : 0)))),
  );

  const margin = Math.round(size * 1.5);
  const gap = Math.round(size * 0.9);
  const line = Math.round(size * 1.4);
  const inner = widths.reduce((sum, width) => sum + width, 0) + gap * (columns - 1);
  const headingSize = size * 1.2;
  const content: string[] = [];
  let y = margin;

  if (heading) {
    for (const part of wrapText(heading, inner, (text) => typeface.measure(text, { size: headingSize, weight: 'bold' }))) {
      content.push(
        typeface.draw(part, {
          x: margin,
          y: y + headingSize * 0.78,
          size: headingSize,
          weight: 'bold',
          anchor: 'start',
          color: ink.strong,
        }),
      );
      y += Math.round(headingSize * 1.4);
    }
    y += Math.round(size * 0.5);
  }

  const titleHeight = stacked && rows.some((row) => row.some((panel) => panel.note)) ? 2 * line : line;
  const places: { x: number; y: number }[][] = [];
  rows.forEach((row, index) => {
    if (index > 0) y += Math.round(size * 1.4);
    let x = margin;
    const top = y + titleHeight;
    const rowPlaces = row.map((panel, column) => {
      const baseline = y + size * 0.8;
      content.push(typeface.draw(panel.title, { ...bold, x, y: baseline, anchor: 'start', color: ink.strong }));
      if (panel.note) {
        const at = stacked ? { x, y: baseline + line * 0.95 } : { x: x + measured[index]![column]!.title + between, y: baseline };
        content.push(typeface.draw(panel.note, { ...regular, ...at, anchor: 'start', color: ink.soft }));
      }
      const place = { x, y: top };
      content.push(
        `<rect x="${x - 0.5}" y="${top - 0.5}" width="${panel.width + 1}" height="${panel.height + 1}" fill="none" stroke="${ink.hairline}"/>`,
        `<image x="${x}" y="${top}" width="${panel.width}" height="${panel.height}" preserveAspectRatio="none" image-rendering="optimizeSpeed" style="image-rendering:pixelated" href="${escapeXml(panel.image)}"/>`,
      );
      x += widths[column]! + gap;
      return place;
    });
    places.push(rowPlaces);
    y = top + Math.max(...row.map((panel) => panel.height));
  });

  if (caption) {
    y += Math.round(size * 0.9);
    const small = { size: size * 0.92, weight: 'regular' } as const;
    for (const part of wrapText(caption, inner, (text) => typeface.measure(text, small))) {
      content.push(typeface.draw(part, { ...small, x: margin, y: y + size * 0.8, anchor: 'start', color: ink.soft }));
      y += line;
    }
    y -= line - Math.round(size);
  }

  const [width, height] = [inner + 2 * margin, y + margin];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/>${content.join('')}</svg>`;
  return { svg, width, height, places };
}
