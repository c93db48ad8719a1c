import { ImageError } from '@cleargrain/core';
import { expect, it } from 'vitest';
import { refusalOf } from './refusal-of.js';

it.each([
  [new ImageError('a video, expected a picture'), 'a video, expected a picture'],
  [new RangeError('out of bounds\nat a place'), 'a damaged or incomplete picture (out of bounds)'],
  ['no marker', 'a damaged or incomplete picture (no marker)'],
  [5246024, 'a damaged or incomplete picture (its decoder gave up)'],
  [{ excPtr: 1541592 }, 'a damaged or incomplete picture (its decoder gave up)'],
  [new TypeError("Cannot read properties of undefined (reading 'table')"), 'a damaged or incomplete picture (its decoder gave up)'],
  [new Error(''), 'a damaged or incomplete picture (its decoder gave up)'],
])('says in one line, in words, why a decoder ended: %j', (error, message) => {
  expect(refusalOf(error)).toBe(message);
});
