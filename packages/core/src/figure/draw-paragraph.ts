import type { TextStyle, Typeface } from './typeface.js';
import { wrapText } from './wrap-text.js';

/** Where a paragraph stands, and how it looks; sizes in pixels. */
export interface ParagraphPlacement extends TextStyle {
  readonly x: number;
  /** The top of its first line. */
  readonly y: number;
  readonly width: number;
  /** From one line to the next. */
  readonly line: number;
  /** From the top of a line to its baseline. */
  readonly baseline: number;
  readonly color: string;
}

/** Text in lines of at most a width, as an SVG fragment, and where the next line would begin. */
export function drawParagraph(
  typeface: Typeface,
  text: string,
  { x, y, width, line, baseline, color, size, weight }: ParagraphPlacement,
): { readonly svg: string; readonly bottom: number } {
  const style = { size, weight };
  const lines = wrapText(text, width, (part) => typeface.measure(part, style));
  const svg = lines
    .map((part, index) => typeface.draw(part, { ...style, x, y: y + index * line + baseline, anchor: 'start', color }))
    .join('');
  return { svg, bottom: y + lines.length * line };
}
