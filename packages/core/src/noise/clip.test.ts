import { expect, it } from 'vitest';
import { createImage } from '../image/image.js';
import { clip } from './clip.js';

it('keeps what a file of 8 bits keeps', () => {
  const image = createImage(6, 1, 1, Float32Array.of(-0.2, 0, 0.4 / 255, 0.6 / 255, 0.5, 1.2));
  expect(Array.from(clip(image).data, (value) => Math.fround(value * 255))).toEqual([0, 0, 0, 1, 128, 255]);
});
