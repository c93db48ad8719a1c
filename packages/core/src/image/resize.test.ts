import { expect, it } from 'vitest';
import { picture } from '../metrics/testing/picture.js';
import { createImage } from './image.js';
import { resize } from './resize.js';
import golden from './testing/resize.golden.json' with { type: 'json' };

it.each(golden)('$width×$height, $fit, is what Pillow makes of it', ({ width, height, fit, data }) => {
  const result = resize(picture(37, 23, 1, 0), width, height, { fit: fit === 'cover' ? 'cover' : 'fill' });
  expect([result.width, result.height]).toEqual([width, height]);
  const worst = data.reduce((most, value, i) => Math.max(most, Math.abs(value - 255 * result.data[i]!)), 0);
  expect(worst).toBeLessThan(1e-3);
});

it('a constant picture stays constant, and each channel stays itself', () => {
  const image = createImage(50, 40, 3);
  for (let channel = 0; channel < 3; channel++) image.data.fill(channel / 4, channel * 2000, (channel + 1) * 2000);
  const result = resize(image, 13, 17, { fit: 'cover' });
  result.data.forEach((value, i) => {
    expect(value).toBeCloseTo(Math.floor(i / 221) / 4, 6);
  });
});

it('a picture does not move: a ramp shrunk is the ramp at the new places', () => {
  const ramp = createImage(120, 1, 1);
  ramp.data.forEach((_, x) => {
    ramp.data[x] = (x + 0.5) / 120;
  });
  const small = resize(ramp, 30, 1);
  for (let x = 3; x < 27; x++) expect(small.data[x]).toBeCloseTo((x + 0.5) / 30, 5);
});

it('one pixel can be any size, and any picture one pixel', () => {
  expect([...resize(createImage(1, 1, 1, Float32Array.of(0.5)), 3, 2).data]).toEqual(new Array(6).fill(0.5));
  expect(resize(createImage(3000, 1, 1), 1, 1).data.length).toBe(1);
});

it('sizes that are not positive integers are refused by name', () => {
  expect(() => resize(createImage(2, 2, 1), 0, 2)).toThrow(/width/);
  expect(() => resize(createImage(2, 2, 1), 2, 1.5)).toThrow(/height/);
});
