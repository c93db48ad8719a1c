import { expect, it } from 'vitest';
import { showSpeed } from './show-speed.js';

it('shows a decimal of slow trainings, and none of fast ones', () => {
  expect([0.42, 3, 9.94, 10, 123.4].map(showSpeed)).toEqual([
    '0.4 a second',
    '3.0 a second',
    '9.9 a second',
    '10 a second',
    '123 a second',
  ]);
});
