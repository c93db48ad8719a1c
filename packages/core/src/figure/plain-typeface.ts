import { escapeXml } from './escape-xml.js';
import type { Typeface } from './typeface.js';

/** Rough widths of characters in ems, for sans-serif type; all others take 0.56. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\s.,:;·'|!ijlIftr()[\]]/u, 0.33],
  [/[mwMW–%]/u, 0.85],
  [/[A-Z×+=<>≤≥]/u, 0.68],
];

/** Text as `<text>` elements in the viewer's own sans-serif font: small and searchable, for browsers. Widths are estimates. */
export const plainTypeface: Typeface = {
  draw(text, { x, y, size, weight, anchor, color, turn = 0 }) {
    const turned = turn === 0 ? '' : ` transform="rotate(${turn} ${x} ${y})"`;
    const look = `font-family="Inter, system-ui, sans-serif" font-size="${size}" font-weight="${weight === 'bold' ? 600 : 400}" fill="${escapeXml(color)}"`;
    return `<text x="${x}" y="${y}" ${look} text-anchor="${anchor}" xml:space="preserve"${turned}>${escapeXml(text)}</text>`;
  },
  measure(text, { size, weight }) {
    const ems = [...text].reduce((sum, character) => sum + (widths.find(([kind]) => kind.test(character))?.[1] ?? 0.56), 0);
    return ems * size * (weight === 'bold' ? 1.05 : 1);
  },
};
