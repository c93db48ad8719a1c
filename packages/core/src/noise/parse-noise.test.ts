import { expect, it } from 'vitest';
import { createImage } from '../image/image.js';
import { createRandom } from '../random.js';
import { gaussian } from './gaussian.js';
import { parseNoise } from './parse-noise.js';

const names = (text: string) => parseNoise(text).map((model) => model.name);

it('a list of numbers makes a model for each', () => {
  expect(names('gaussian:15,25,50')).toEqual(['gaussian:15', 'gaussian:25', 'gaussian:50']);
  expect(names('camera:0.01,0.0002,0.05,0')).toEqual(['camera:0.01,0.0002', 'camera:0.05,0']);
});

it('a name can be read again', () => {
  for (const name of ['gaussian:2.5', 'poisson:30', 'camera:0.01,0.0002', 'salt-pepper:0.05', 'speckle:0.1', 'jpeg:60', 'photo:15']) {
    expect(names(name)).toEqual([name]);
  }
});

it('the model is the one that was named', () => {
  const image = createImage(4, 4, 1);
  expect(parseNoise('gaussian:25')[0]!.apply(image, createRandom(1))).toEqual(gaussian(25).apply(image, createRandom(1)));
});

it.each([
  ['rain:3', /noise.*rain/],
  ['toString:1', /noise/],
  ['gaussian', /gaussian:NUMBER.*'gaussian'/],
  ['gaussian:', /gaussian/],
  ['gaussian:15,,50', /gaussian/],
  ['gaussian:x', /gaussian.*'x'/],
  ['gaussian:-3', /gaussian.*-3/],
  ['camera:0.1', /camera:A,B/],
  ['jpeg:101', /jpeg/],
])('%s is refused with a reason', (text, message) => {
  expect(() => parseNoise(text)).toThrow(message);
  expect(() => parseNoise(text)).toThrow(RangeError);
});
