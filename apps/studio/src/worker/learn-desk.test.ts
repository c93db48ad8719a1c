import { createImage, createRandom, type Image, psnr, resize } from '@cleargrain/core';
import { prepareImage } from '@cleargrain/train';
import { beforeAll, expect, it } from 'vitest';
import { fileOf } from '../testing/clean-actions.js';
import { Engines } from './engines.js';
import { imagePixels } from './image-pixels.js';
import { LearnDesk } from './learn-desk.js';
import type { LearnSettings, ShownImage } from './learn-types.js';

/** Fine and coarse structure of a seed. */
function picture(width: number, height: number, channels: 1 | 3 = 3): Image {
  const random = createRandom(1);
  const coarse = createImage(Math.ceil(width / 9), Math.ceil(height / 9), channels);
  for (let i = 0; i < coarse.data.length; i++) coarse.data[i] = random.uniform();
  const image = resize(coarse, width, height);
  for (let i = 0; i < image.data.length; i++) image.data[i] = Math.min(1, Math.max(0, 0.7 * image.data[i]! + 0.3 * random.uniform()));
  return image;
}

const asImage = ({ width, height, pixels }: ShownImage): Image =>
  createImage(
    width,
    height,
    3,
    Float32Array.from(
      { length: 3 * width * height },
      (_, i) => pixels[(i % (width * height)) * 4 + Math.floor(i / (width * height))]! / 255,
    ),
  );

const settings: LearnSettings = {
  names: [],
  size: { width: 256, height: 256 },
  gray: false,
  noise: 'gaussian:25',
  seed: 1,
  layers: [2],
  epochs: 1,
};

let desk: LearnDesk;
beforeAll(() => {
  desk = new LearnDesk(new Engines('models.json', {}));
});
const add = async (name: string, image: Image) =>
  desk.add(new Blob([new Uint8Array(await fileOf(image, { depth: 8, format: 'png' }))]), name);

it('shows of a large picture what the exercise makes of all its pixels', async () => {
  const large = picture(1501, 1100);
  expect(await add('large.png', large)).toMatchObject({ thumbnail: { width: 112, height: 84 }, channels: 3 });
  for (const side of [128, 192, 256]) {
    const size = { width: side, height: side };
    const { clean } = desk.preview({ ...settings, names: ['large.png'], size });
    const expected = imagePixels(prepareImage({ name: '', image: large }, { size, channels: 3 }).image);
    expect(psnr(asImage(clean), asImage({ ...size, pixels: expected }))).toBeGreaterThan(50);
  }
});

it('shows a grey picture in colour where another has colours, as it is trained', async () => {
  await add('grey.png', picture(300, 280, 1));
  const seen = (names: readonly string[], gray: boolean) => desk.preview({ ...settings, names, gray });
  const colored = seen(['large.png', 'grey.png'], false);
  const isGrey = ({ pixels }: ShownImage) => pixels.every((value, index) => index % 4 === 3 || value === pixels[index - (index % 4)]);
  expect([isGrey(colored.clean), isGrey(colored.noisy)]).toEqual([true, false]);
  expect(isGrey(seen(['grey.png'], false).noisy)).toBe(true);
  expect(isGrey(seen(['large.png', 'grey.png'], true).noisy)).toBe(true);
});

it('forgets a picture that is removed', () => {
  desk.remove('large.png');
  expect(() => desk.preview({ ...settings, names: ['large.png'] })).toThrow('large.png: is not open');
});
