import { expect, test } from 'vitest';
import { type FigurePanel, layoutFigure } from './layout-figure.js';
import { plainTypeface } from './plain-typeface.js';

const panel = (title: string, width: number, height: number, note = ''): FigurePanel => ({
  title,
  note,
  image: `data:,${title}`,
  width,
  height,
});
const options = { typeface: plainTypeface };

test('panels of a row stand side by side without overlap, rows below one another, all within the figure', () => {
  const rows = [
    [panel('A', 100, 50), panel('B', 80, 60)],
    [panel('C', 90, 40), panel('D', 120, 40)],
  ];
  const { places, width, height } = layoutFigure(rows, options);
  const at = (row: number, column: number) => places[row]![column]!;
  expect(at(0, 1).x).toBeGreaterThanOrEqual(at(0, 0).x + 100);
  expect(at(1, 1).x).toBe(at(0, 1).x);
  expect(at(1, 0).y).toBeGreaterThan(at(0, 0).y + 60);
  expect(width).toBeGreaterThan(at(1, 1).x + 120);
  expect(height).toBeGreaterThan(at(1, 0).y + 40);
  for (const place of places.flat()) expect([place.x, place.y].every(Number.isInteger)).toBe(true);
});

test('a note that does not fit beside its title goes below it, and a column grows to hold its text', () => {
  const wide = layoutFigure([[panel('Noisy', 400, 40, '20.17 dB · SSIM 0.412'), panel('B', 400, 40)]], { ...options, textSize: 13 });
  const narrow = layoutFigure([[panel('Noisy', 60, 40, '20.17 dB · SSIM 0.412'), panel('B', 60, 40)]], { ...options, textSize: 13 });
  expect(narrow.places[0]![0]!.y).toBeGreaterThan(wide.places[0]![0]!.y);
  expect(narrow.places[0]![1]!.x - narrow.places[0]![0]!.x).toBeGreaterThan(
    plainTypeface.measure('20.17 dB · SSIM 0.412', { size: 13, weight: 'regular' }),
  );
});

test('heading and caption add height only', () => {
  const rows = [[panel('A', 200, 50)]];
  const plain = layoutFigure(rows, options);
  const full = layoutFigure(rows, {
    ...options,
    heading: 'Heading',
    caption: 'A caption that is long enough to need more than one line here.',
  });
  expect(full.width).toBe(plain.width);
  expect(full.height).toBeGreaterThan(plain.height);
  expect(full.svg).toContain('Heading');
});

test('text and addresses cannot break out of the SVG', () => {
  const { svg } = layoutFigure([[{ ...panel('<script>&"\u0000', 10, 10), image: 'x"><script>' }]], options);
  expect(svg).not.toContain('<script>');
  expect(svg).toContain('&lt;script&gt;&amp;&quot;</text>');
});

test('a figure without panels or with impossible sizes is refused', () => {
  expect(() => layoutFigure([], options)).toThrow(RangeError);
  expect(() => layoutFigure([[]], options)).toThrow(RangeError);
  expect(() => layoutFigure([[panel('A', 0.5, 10)]], options)).toThrow(
    "expected a positive integer for the width of panel 'A', received 0.5",
  );
});
