import { expect, it } from 'vitest';
import { crop } from '../image/crop.js';
import { createImage, type Image } from '../image/image.js';
import { clip } from '../noise/clip.js';
import { gaussian } from '../noise/gaussian.js';
import { jpeg } from '../noise/jpeg.js';
import { scene } from '../noise/testing/scene.js';
import { createRandom } from '../random.js';
import { pictureKind } from './picture-kind.js';

const noisy = (channels: 1 | 3, sigma = 8) => clip(gaussian(sigma).apply(scene(256, 200, channels), createRandom(2)));

it('white noise is that of a colour picture, what JPEG makes of it that of a photograph', async () => {
  expect(await pictureKind(noisy(3))).toMatchObject({ kind: 'color', correlated: false });
  expect(await pictureKind(jpeg(60).apply(noisy(3), createRandom(1)))).toMatchObject({ kind: 'photo', correlated: true });
});

it('noise that all colours share is that of a photograph', async () => {
  const clean = scene(256, 200, 3);
  const noise = gaussian(12).apply(createImage(256, 200, 1), createRandom(4));
  const shared = { ...clean, data: clean.data.map((value, i) => value + noise.data[i % noise.data.length]!) };
  expect(await pictureKind(shared)).toMatchObject({
    kind: 'photo',
    correlated: true,
    reason: expect.stringMatching(/^noise correlated by .*, 0\.9\d from colour to colour$/) as string,
  });
});

it('a clean picture is no photograph with noise', async () => {
  expect(await pictureKind(scene(256, 200, 3))).toMatchObject({ kind: 'color', reason: 'colour, hardly any noise' });
  expect(await pictureKind(crop(noisy(3), { x: 0, y: 0, width: 200, height: 7 }))).toMatchObject({
    reason: 'colour, too small to tell its noise',
  });
});

it('less is asked of a JPEG file', async () => {
  const { width, height, data } = noisy(3);
  // A fifth of each pixel's neighbours: correlated by 0.3 or so.
  const soft: Image = createImage(width, height, 3);
  for (let i = 0; i < data.length; i++) {
    const beside = (data[i - 1] ?? data[i]!) + (data[i + 1] ?? data[i]!) + (data[i - width] ?? data[i]!) + (data[i + width] ?? data[i]!);
    soft.data[i] = 0.52 * data[i]! + 0.12 * beside;
  }
  const from = (format: string) => ({ ...soft, origin: { format } });
  expect((await pictureKind(soft)).kind).toBe('color');
  expect(await pictureKind(from('png'))).toMatchObject({ kind: 'color' });
  expect(await pictureKind(from('jpeg'))).toMatchObject({
    kind: 'photo',
    reason: expect.stringMatching(/^a JPEG file, /) as string,
  });
});

it('grey is grey, in one channel or three', async () => {
  const gray = noisy(1);
  expect(await pictureKind(gray)).toMatchObject({ kind: 'gray' });
  const copies = createImage(256, 200, 3);
  for (const channel of [0, 1, 2]) copies.data.set(gray.data, channel * gray.data.length);
  expect(await pictureKind(copies)).toMatchObject({ kind: 'gray' });
});

it.each([
  [1, 1],
  [3, 2],
  [9, 30],
])('a picture of %i×%i has a kind', async (width, height) => {
  expect((await pictureKind(gaussian(20).apply(scene(width, height, 3), createRandom(1)))).kind).toMatch(/color|photo/);
});
