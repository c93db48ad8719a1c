import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { escapeXml, type TextStyle, type Typeface } from '@cleargrain/core';
import type { Font, Glyph, Path } from 'opentype.js';

/** A glyph and where it stands, in ems from the start of the line and above the baseline. */
interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly x: number;
  readonly rise: number;
}

/** Signs that the font's files lack, put together from signs that they have: which, and how far each is raised, in ems. */
const composed: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '≤': [
    ['<', 0.1],
    ['−', -0.27],
  ],
  '≥': [
    ['>', 0.1],
    ['−', -0.27],
  ],
  '≈': [
    ['~', 0.11],
    ['~', -0.11],
  ],
};

/** The scripts of the font, each a file of its own; earlier ones are preferred. */
const scripts = ['latin', 'greek', 'latin-ext', 'cyrillic'] as const;
const fileWeights = { regular: 400, bold: 600 } as const;

async function loadFonts(weight: TextStyle['weight']): Promise<Font[]> {
  const { default: opentype } = await import('opentype.js');
  const require = createRequire(import.meta.url);
  return Promise.all(
    scripts.map(async (script) => {
      const bytes = await readFile(require.resolve(`@fontsource/inter/files/inter-${script}-${fileWeights[weight]}-normal.woff`));
      return opentype.parse(new Uint8Array(bytes).buffer);
    }),
  );
}

/** Sets a line with the first font that has each character; one that none has appears as the font's empty box. */
function setLine(fonts: readonly Font[], text: string): { glyphs: PlacedGlyph[]; width: number } {
  const glyphs: PlacedGlyph[] = [];
  let x = 0;
  let previous: { font: Font; glyph: Glyph } | undefined;
  for (const character of text) {
    const parts = composed[character] ?? [[character, 0] as const];
    let advance = 0;
    for (const [part, rise] of parts) {
      const font = fonts.find((candidate) => candidate.charToGlyphIndex(part) > 0) ?? fonts[0]!;
      const glyph = font.charToGlyph(part);
      if (parts.length === 1 && previous !== undefined && previous.font === font)
        x += font.getKerningValue(previous.glyph, glyph) / font.unitsPerEm;
      glyphs.push({ glyph, x, rise });
      advance = Math.max(advance, glyph.advanceWidth / font.unitsPerEm);
      previous = parts.length === 1 ? { font, glyph } : undefined;
    }
    x += advance;
  }
  return { glyphs, width: x };
}

/** The outline as SVG path data. (The library's own writer garbles some outlines that cross zero.) */
function pathData({ commands }: Path): string {
  return commands
    .map(
      ({ type, x1, y1, x2, y2, x, y }) =>
        type + [x1, y1, x2, y2, x, y].flatMap((value) => (value === undefined ? [] : [Number(value.toFixed(2))])).join(' '),
    )
    .join('');
}

/** The open font Inter as outlines: figures drawn with it look the same everywhere and need no installed font. Latin, Greek and Cyrillic. */
export async function loadTypeface(): Promise<Typeface> {
  const [regular, bold] = await Promise.all([loadFonts('regular'), loadFonts('bold')]);
  const set = (text: string, weight: TextStyle['weight']) => setLine(weight === 'bold' ? bold : regular, text);
  return {
    measure: (text, { size, weight }) => set(text, weight).width * size,
    draw(text, { x, y, size, weight, anchor, color, turn = 0 }) {
      const { glyphs, width } = set(text, weight);
      const start = x - { start: 0, middle: 0.5, end: 1 }[anchor] * width * size;
      const outlines = glyphs.map((placed) => pathData(placed.glyph.getPath(start + placed.x * size, y - placed.rise * size, size)));
      const turned = turn === 0 ? '' : ` transform="rotate(${turn} ${x} ${y})"`;
      return `<path fill="${escapeXml(color)}" aria-label="${escapeXml(text)}"${turned} d="${outlines.join('')}"/>`;
    },
  };
}
