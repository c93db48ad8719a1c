import { expect, it } from 'vitest';
import { scaleNoise } from './scale-noise.js';

it.each([
  ['gaussian:25', 2, 'gaussian:50'],
  ['poisson:40', 2, 'poisson:10'],
  ['camera:0.01,0.0004', 0.5, 'camera:0.0025,0.0001'],
  ['salt-pepper:0.05', 2, 'salt-pepper:0.2'],
  ['salt-pepper:0.5', 2, 'salt-pepper:1'],
  ['speckle:0.2', 0.5, 'speckle:0.1'],
  ['photo:15', 2, 'photo:30'],
  // Steps of 200 %, then 400 and 100 %.
  ['jpeg:25', 2, 'jpeg:13'],
  ['jpeg:25', 0.5, 'jpeg:50'],
  ['jpeg:75', 2, 'jpeg:50'],
  // The finest steps there are, however often they are taken.
  ['jpeg:100', 1, 'jpeg:100'],
  ['jpeg:100', 2, 'jpeg:100'],
  ['jpeg:99', 2, 'jpeg:98'],
])('%s, %d times as strong, is %s', (noise, factor, expected) => {
  expect(scaleNoise(noise, factor)).toBe(expected);
});
