import { expect, it } from 'vitest';
import { createImage } from './image.js';
import { imageSink } from './image-sink.js';
import { imageSource } from './image-source.js';

it('a region read from one picture and written into another lands where it was, in every channel', async () => {
  const picture = createImage(
    5,
    4,
    3,
    Float32Array.from({ length: 60 }, (_, index) => index),
  );
  const part = await imageSource(picture).read({ x: 1, y: 2, width: 3, height: 2 });
  expect([...part.data]).toEqual([11, 12, 13, 16, 17, 18, 31, 32, 33, 36, 37, 38, 51, 52, 53, 56, 57, 58]);
  const target = createImage(5, 4, 3);
  await imageSink(target).write(1, 2, part);
  expect([...target.data]).toEqual([...picture.data].map((value) => (part.data.includes(value) ? value : 0)));
});
