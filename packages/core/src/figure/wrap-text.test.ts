import { expect, test } from 'vitest';
import { wrapText } from './wrap-text.js';

test('text breaks at spaces where the width is used up, and at its own line breaks', () => {
  const measure = (text: string) => text.length;
  expect(wrapText('one two three\nfour', 7, measure)).toEqual(['one two', 'three', 'four']);
  expect(wrapText('unbreakable a', 4, measure)).toEqual(['unbreakable', 'a']);
});
