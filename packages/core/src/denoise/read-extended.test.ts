import { expect, it } from 'vitest';
import { imageSource } from '../image/image-source.js';
import { pad } from '../image/pad.js';
import type { Region } from '../image/region.js';
import { randomImage } from '../testing/random-image.js';
import { readExtended } from './read-extended.js';

const image = randomImage(7, 5, 3);
const source = imageSource(image);
const endless = imageSource(pad(image, { right: 30, bottom: 30 }));

it.each<[string, Region]>([
  ['inside', { x: 1, y: 2, width: 4, height: 3 }],
  ['past the right', { x: 2, y: 1, width: 8, height: 3 }],
  ['past the bottom', { x: 0, y: 3, width: 5, height: 4 }],
  ['past both, with a reflection that begins before the region', { x: 5, y: 4, width: 6, height: 4 }],
  ['past both, with many reflections', { x: 3, y: 0, width: 30, height: 31 }],
])('gives the picture and its reflection: a region %s', async (_, region) => {
  expect(await readExtended(source, region)).toEqual(await endless.read(region));
});

it('reads no more than it needs', async () => {
  const asked: Region[] = [];
  const spy = {
    ...source,
    read: (region: Region) => {
      asked.push(region);
      return source.read(region);
    },
  };
  await readExtended(spy, { x: 5, y: 1, width: 3, height: 2 });
  expect(asked).toEqual([{ x: 5, y: 1, width: 2, height: 2 }]);
});
