import { ink } from './ink.js';
import { marker, seriesStyle } from './series-style.js';
import type { TextStyle, Typeface } from './typeface.js';

interface LegendEntry {
  readonly name: string;
  readonly line: boolean;
  readonly dashed: boolean;
  readonly marked: boolean;
}

interface LegendPlace {
  readonly typeface: Typeface;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: TextStyle;
}

/** The names of the series with their lines and markers, in as many rows as the width asks for. */
export function layoutLegend(
  entries: readonly LegendEntry[],
  { typeface, x, y, width, text }: LegendPlace,
): { svg: string; height: number } {
  const { size } = text;
  const row = Math.round(size * 1.6);
  const content: string[] = [];
  let [left, top] = [x, y];
  entries.forEach(({ name, line, dashed, marked }, index) => {
    const swatch = line ? size * 2 : size * 0.8;
    const full = swatch + size * 0.5 + typeface.measure(name, text);
    if (left > x && left + full > x + width) {
      left = x;
      top += row;
    }
    const style = seriesStyle(index);
    const middle = top + size * 0.55;
    if (line) {
      const dashes = dashed ? ` stroke-dasharray="${size * 0.45} ${size * 0.35}"` : '';
      content.push(`<path d="M${left} ${middle}h${swatch}" stroke="${style.color}" stroke-width="${size / 7}"${dashes}/>`);
    }
    if (marked) content.push(marker(style, left + swatch / 2, middle, size * 0.32));
    content.push(
      typeface.draw(name, { ...text, x: left + swatch + size * 0.5, y: middle + size * 0.35, anchor: 'start', color: ink.strong }),
    );
    left += full + size * 1.6;
  });
  return { svg: content.join(''), height: top - y + row };
}
