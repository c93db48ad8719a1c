import { describe, expect, it } from 'vitest';
import { createImage, type Image } from '../image/image.js';
import { toGray } from '../image/to-gray.js';
import { combineSeeds, createRandom } from '../random.js';
import { photo } from './photo.js';
import { scene } from './testing/scene.js';
import { flat, statistics } from './testing/statistics.js';

const draws = Array.from({ length: 24 }, (_, index) => combineSeeds(7, index));
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

function difference(noisy: Image, clean: Image): Image {
  return { ...noisy, data: noisy.data.map((value, i) => value - clean.data[i]!) };
}

/** Correlation of luma noise at pixels beside each other. */
function correlation({ width, data }: Image): number {
  let [products, squares] = [0, 0];
  for (let i = 0; i < data.length - 1; i++) {
    if (i % width === width - 1) continue;
    products += data[i]! * data[i + 1]!;
    squares += data[i]! * data[i]!;
  }
  return squares === 0 ? 0 : products / squares;
}

/** How much of the clean picture's deviations from its mean is in `image`: 1 is all. */
function kept(image: Image, clean: Image, dx = 0): number {
  const { width, data } = clean;
  let [products, squares] = [0, 0];
  const { mean } = statistics(clean.data);
  for (let i = 4; i < data.length - 4; i++) {
    if (i % width < 4 || i % width > width - 5) continue;
    products += image.data[i + dx]! * (data[i]! - mean);
    squares += (data[i]! - mean) ** 2;
  }
  return products / squares;
}

describe.each([1, 3] as const)('the noise of photographs, %i channels', (channels) => {
  it('has about the level that it is given, at mid-grey, in luma', () => {
    const gray = flat(64, 64, channels, 0.5);
    for (const sigma of [4, 15]) {
      const levels = draws.map((seed) => {
        const noise = difference(photo(sigma).apply(gray, createRandom(seed)), gray);
        return 255 * statistics(channels === 1 ? noise.data : toGray(noise).data).deviation;
      });
      expect(Math.abs(median(levels) / sigma - 1)).toBeLessThan(0.15);
    }
  });

  it('is correlated from pixel to pixel in some cameras, and white in others', () => {
    const gray = flat(64, 64, channels, 0.5);
    const found = draws.map((seed) => {
      const noise = difference(photo(12).apply(gray, createRandom(seed)), gray);
      return correlation(channels === 1 ? noise : toGray(noise));
    });
    expect(Math.min(...found)).toBeLessThan(0.15);
    expect(Math.max(...found)).toBeGreaterThan(0.6);
  });

  it('leaves the tone of every channel as it was, bright and dark', () => {
    const clean = scene(64, 48, channels);
    for (const seed of draws.slice(0, 10)) {
      const { data } = difference(photo(20).apply(clean, createRandom(seed)), clean);
      const pixels = 64 * 48;
      for (let channel = 0; channel < channels; channel++)
        expect(Math.abs(statistics(data.slice(channel * pixels, (channel + 1) * pixels)).mean)).toBeLessThan(1e-4);
    }
    // Where the mean of the whole is no help: the dark half of a picture, over many cameras.
    const halves = createImage(64, 64, channels);
    halves.data.forEach((_, i) => {
      halves.data[i] = i % 64 < 32 ? 0.06 : 0.6;
    });
    let sum = 0;
    for (const seed of draws) {
      const { data } = difference(photo(10).apply(halves, createRandom(seed)), halves);
      sum += data.reduce((total, value, i) => total + (i % 64 < 32 ? value : 0), 0) / (data.length / 2);
    }
    expect((255 * Math.abs(sum)) / draws.length).toBeLessThan(0.5);
  });

  it('neither moves nor blurs the picture', () => {
    const clean = createImage(64, 64, channels);
    clean.data.forEach((_, i) => {
      clean.data[i] = 0.5 + 0.25 * Math.sin((i % 64) * 2.1) * Math.cos((Math.floor(i / 64) % 64) * 1.7);
    });
    const all = draws.map((seed) => photo(3).apply(clean, createRandom(seed)));
    const share = (dx: number) => all.reduce((sum, noisy) => sum + kept(noisy, clean, dx), 0) / all.length;
    const still = kept(clean, clean, 1);
    expect(Math.abs(share(0) - 1)).toBeLessThan(0.05);
    expect(Math.abs(share(1) - still)).toBeLessThan(0.05);
    expect(Math.abs(share(-1) - still)).toBeLessThan(0.05);
  });

  it('is the same with the same seed, and any picture has it', () => {
    const picture = scene(33, 20, channels);
    expect(photo(9).apply(picture, createRandom(4))).toEqual(photo(9).apply(picture, createRandom(4)));
    expect(photo(9).apply(picture, createRandom(5))).not.toEqual(photo(9).apply(picture, createRandom(4)));
    for (const seed of draws) {
      for (const [width, height] of [
        [1, 1],
        [3, 1],
        [2, 17],
      ] as const)
        expect(
          photo(30)
            .apply(flat(width, height, channels, 0.9), createRandom(seed))
            .data.every(Number.isFinite),
        ).toBe(true);
    }
  });
});

it('is of colour more than white noise is in some cameras, less in others, and of several grain sizes', () => {
  const gray = flat(64, 64, 3, 0.5);
  const found = draws.map((seed) => {
    const noise = difference(photo(12).apply(gray, createRandom(seed)), gray);
    const light = toGray(noise);
    const color = { ...light, data: light.data.map((value, i) => noise.data[i]! - value) };
    return { ratio: statistics(color.data).deviation / statistics(light.data).deviation, correlation: correlation(color) };
  });
  // 1.32 for white noise, alike in all channels.
  expect(Math.max(...found.map(({ ratio }) => ratio))).toBeGreaterThan(1.6);
  expect(Math.min(...found.map(({ ratio }) => ratio))).toBeLessThan(1);
  expect(Math.min(...found.map((one) => one.correlation))).toBeLessThan(0.3);
  expect(Math.max(...found.map((one) => one.correlation))).toBeGreaterThan(0.8);
});

it('grows in the light of the sensor: dark parts have more of it than bright ones where a tone curve lifts them', () => {
  const deviationAt = (value: number) =>
    median(
      draws.map((seed) => {
        const gray = flat(48, 48, 1, value);
        return statistics(difference(photo(5).apply(gray, createRandom(seed)), gray).data).deviation;
      }),
    );
  expect(deviationAt(0.5)).toBeGreaterThan(1.1 * deviationAt(0.9));
});

it.each([-1, Number.NaN, Infinity])('a level of %d is refused by name', (sigma) => {
  expect(() => photo(sigma)).toThrow(/photo/);
});

it('of level 0 is what files lose, or nothing but rounding', () => {
  const picture = scene(32, 32, 3);
  const errors = draws.map((seed) => statistics(difference(photo(0).apply(picture, createRandom(seed)), picture).data).deviation * 255);
  expect(Math.min(...errors)).toBeLessThan(0.5);
  expect(Math.max(...errors)).toBeGreaterThan(1);
});
