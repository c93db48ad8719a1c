import { expect, it } from 'vitest';
import { sourcesOf } from './move-blocks.js';

it.each([
  ['one axis', [3], [0], undefined, [0, 1, 2]],
  ['two axes exchanged', [2, 3], [1, 0], undefined, [0, 3, 1, 4, 2, 5]],
  ['three in a ring', [2, 1, 3], [2, 0, 1], undefined, [0, 3, 1, 4, 2, 5]],
  ['one reversed', [2, 3], [0, 1], 1, [2, 1, 0, 5, 4, 3]],
  ['exchanged and reversed', [2, 3], [1, 0], 0, [3, 0, 4, 1, 5, 2]],
])('tells from where blocks come: %s', (_, sizes, order, reversed, expected) => {
  expect(sourcesOf(sizes, order, reversed)).toEqual(expected);
});
