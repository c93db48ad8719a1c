// Prints the table of what survives in files from packages/node/src/codec/testing/survival.json, which a test holds cell by cell.
// `node docs/print-formats.mjs --write` puts it between the markers of docs/formats.md; `--check` says whether it is there.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const { formats, rows } = JSON.parse(await readFile(at('packages/node/src/codec/testing/survival.json'), 'utf8'));
const cells = [
  ['', ...Object.values(formats)],
  ...rows.map((row) => [row.property, ...Object.keys(formats).map((format) => row.cells[format])]),
];
const widths = cells[0].map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
const [header, ...body] = cells.map(line);
const table = [header, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');

const file = at('docs/formats.md');
const text = await readFile(file, 'utf8');
const [before, after] = ['<!-- table:begin -->\n', '<!-- table:end -->'].map(
  (marker) => text.indexOf(marker) + (marker.endsWith('\n') ? marker.length : 0),
);
if (before < 1 || after < before) throw new Error('docs/formats.md: expected the markers table:begin and table:end');
const marked = `${text.slice(0, before)}\n${table}\n\n${text.slice(after)}`;
if (process.argv.includes('--write')) await writeFile(file, marked);
else if (process.argv.includes('--check')) {
  if (marked !== text) {
    console.error('docs/formats.md: the table is not that of survival.json, expected what node docs/print-formats.mjs --write puts there');
    process.exitCode = 1;
  }
} else console.log(table);
