import { expect, it } from 'vitest';
import { parseLayers } from './parse-layers.js';

it('reads up to eight whole numbers from 1 to 64', () => {
  expect(parseLayers('8, 16,8 ,4')).toEqual([8, 16, 8, 4]);
  expect(parseLayers('64')).toEqual([64]);
});

it.each(['', '8, x', '8,', '0', '65', '1.5', '1,2,3,4,5,6,7,8,9'])('reads nothing from "%s"', (text) => {
  expect(parseLayers(text)).toBeUndefined();
});
