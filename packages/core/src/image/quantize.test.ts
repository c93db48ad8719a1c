import { expect, it } from 'vitest';
import { createImage } from './image.js';
import { quantize } from './quantize.js';

it.each([8, 16] as const)('%i bits: every level stays, others go to the nearest, all in range', (bits) => {
  const white = 2 ** bits - 1;
  const levels = createImage(
    white + 1,
    1,
    1,
    Float32Array.from({ length: white + 1 }, (_, i) => i / white),
  );
  const kept = quantize(levels, bits).data;
  expect(kept.every((value, i) => value === levels.data[i])).toBe(true);
  const image = createImage(5, 1, 1, Float32Array.of(-1, 2, 3.4 / white, 3.6 / white, Number.NaN));
  expect(Array.from(quantize(image, bits).data, (value) => Math.round(value * white))).toEqual([0, white, 3, 4, 0]);
});
