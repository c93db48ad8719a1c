import { expect, it } from 'vitest';
import { createImage } from '../image/image.js';
import { createRandom } from '../random.js';
import { addGaussian } from './add-gaussian.js';
import { gaussian } from './gaussian.js';
import { flat, statistics } from './testing/statistics.js';

const samples = 300 * 200 * 3;

it.each([5, 25, 60])('σ %i in grey levels is what comes out, not clipped', (sigma) => {
  const image = flat(300, 200, 3, 0.1);
  const noisy = gaussian(sigma).apply(image, createRandom(sigma));
  const { mean, deviation } = statistics(noisy.data);
  expect(Math.abs(mean - 0.1)).toBeLessThan((4 * sigma) / 255 / Math.sqrt(samples));
  expect(Math.abs(deviation * 255 - sigma)).toBeLessThan((4 * sigma) / Math.sqrt(2 * samples));
  if (sigma > 5) expect(noisy.data.some((value) => value < 0)).toBe(true);
  expect(image.data.every((value) => value === Math.fround(0.1))).toBe(true);
});

it('noise of neighbours and of channels is independent', () => {
  const { data } = gaussian(255).apply(flat(300, 200, 3, 0), createRandom(4));
  for (const distance of [1, 2, 300, 60_000]) {
    let sum = 0;
    for (let i = distance; i < data.length; i++) sum += data[i]! * data[i - distance]!;
    expect(Math.abs(sum / (data.length - distance))).toBeLessThan(4 / Math.sqrt(data.length - distance));
  }
});

it('one seed gives one picture, another seed another, σ 0 the same', () => {
  const image = flat(20, 10, 1, 0.5);
  const draw = (seed: number, sigma = 25) => [...gaussian(sigma).apply(image, createRandom(seed)).data];
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  expect(draw(1, 0)).toEqual([...image.data]);
});

it.each([-3, Number.NaN, Infinity])('σ %d is refused by name', (sigma) => {
  expect(() => gaussian(sigma)).toThrow(RangeError);
  expect(() => gaussian(sigma)).toThrow(/gaussian/);
});

it('addGaussian changes only the samples it is told to', () => {
  const { data } = createImage(10, 1, 1);
  addGaussian(data, 3, 4, 1, createRandom(1));
  expect([...data].map((value) => value !== 0)).toEqual([false, false, false, true, true, true, true, false, false, false]);
});
