import { expect, it } from 'vitest';
import { mostLayers, parseLayers, widestLayer } from './parse-layers.js';

it('reads whole numbers with commas or spaces between them', () => {
  expect(parseLayers('8, 16,8 ,4')).toEqual([8, 16, 8, 4]);
  expect(parseLayers(' 8 16  8 4 ')).toEqual([8, 16, 8, 4]);
  expect(parseLayers(String(widestLayer))).toEqual([widestLayer]);
  expect(parseLayers(Array(mostLayers).fill(1).join())).toHaveLength(mostLayers);
});

it.each([
  '',
  '8, x',
  '8,',
  '8,,4',
  '0',
  '129',
  '1.5',
  '1e1',
  '0x10',
  '-4',
  Array(mostLayers + 1)
    .fill(1)
    .join(),
])('reads nothing from "%s"', (text) => {
  expect(parseLayers(text)).toBeUndefined();
});
