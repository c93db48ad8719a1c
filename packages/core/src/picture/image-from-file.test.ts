import { expect, it } from 'vitest';
import { randomImage } from '../testing/random-image.js';
import { type ImageFromFile, imageOfPicture, pictureOfImage } from './image-from-file.js';
import type { SampleDepth } from './samples.js';

/** Large enough for several stretches. */
const [width, height] = [700, 500];

it.each([
  [8, 3, true],
  [16, 1, true],
  [16, 3, false],
  [32, 3, false],
] as const)('a file of %i bits and %i channels (alpha: %s) comes back as it was', async (depth, channels, hasAlpha) => {
  const image = randomImage(width, height, channels);
  const alpha = Uint16Array.from({ length: width * height }, (_, index) => (index * 257) % 65536);
  const origin = { format: 'png' as const, depth, metadata: { density: 300 }, ...(hasAlpha && { alpha }) };
  const picture = await pictureOfImage({ ...image, origin });
  expect(picture).toMatchObject({ width, height, channels, depth, hasAlpha, origin: { format: 'png', metadata: { density: 300 } } });
  const back = await imageOfPicture(picture);
  const again = await pictureOfImage(back);
  expect(again.samples).toEqual(picture.samples);
  const step = depth === 32 ? 0 : 1 / (2 ** depth - 1);
  expect(Math.max(...back.data.map((value, index) => Math.abs(value - image.data[index]!)).slice(0, 5000))).toBeLessThanOrEqual(
    0.51 * step,
  );
  const kept = back.origin?.alpha;
  if (hasAlpha) expect(kept).toEqual(depth === 16 ? alpha : Uint8Array.from(alpha, (value) => Math.round(value / 257)));
  else expect(kept).toBeUndefined();
});

it('without an origin is of 8 bits, in a depth that is asked for of that', async () => {
  const image = randomImage(20, 10, 3);
  const depths: (SampleDepth | undefined)[] = [undefined, 16];
  expect(await Promise.all(depths.map(async (depth) => (await pictureOfImage(image, depth)).depth))).toEqual([8, 16]);
});

it('refuses an alpha plane of another size', async () => {
  const origin = { format: 'png' as const, depth: 8 as const, metadata: {}, alpha: new Uint8Array(7) };
  const image: ImageFromFile = { ...randomImage(4, 2, 1), origin };
  await expect(pictureOfImage(image)).rejects.toThrow('expected an alpha plane of 4×2, received 7 samples');
});

it('lets a timer run while a large picture is read and written', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const picture = await pictureOfImage(randomImage(1500, 1000, 3));
  const written = ticks;
  await imageOfPicture(picture);
  clearInterval(timer);
  expect(written).toBeGreaterThan(0);
  expect(ticks).toBeGreaterThan(written);
});
