import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { createImage } from './image.js';
import { fromLumaChroma, toLumaChroma } from './luma-chroma.js';
import { toGray } from './to-gray.js';

const random = createRandom(1);
const image = createImage(
  20,
  10,
  3,
  Float32Array.from({ length: 600 }, () => random.uniform()),
);

it('there and back is the same picture', () => {
  const back = fromLumaChroma(toLumaChroma(image));
  image.data.forEach((value, i) => {
    expect(Math.abs(back.data[i]! - value)).toBeLessThan(3e-7);
  });
});

it('the first channel is the grey picture; grey has no colour', () => {
  const separated = toLumaChroma(image);
  expect([...separated.data.subarray(0, 200)]).toEqual([...toGray(image).data]);
  toLumaChroma(createImage(1, 1, 3, Float32Array.of(0.5, 0.5, 0.5))).data.forEach((value, i) => {
    expect(value).toBeCloseTo(i === 0 ? 0.5 : 0, 7);
  });
});

it('a grey picture is refused', () => {
  expect(() => toLumaChroma(createImage(1, 1, 1))).toThrow(/channels/);
  expect(() => fromLumaChroma(createImage(1, 1, 1))).toThrow(/channels/);
});
