import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createImage, type Image } from '../image/image.js';
import { picture } from '../metrics/testing/picture.js';
import { createRandom } from '../random.js';
import { jpeg } from './jpeg.js';

/** The picture after sharp (libjpeg-turbo) has written it and read it again, as samples from 0 to 255. */
async function throughSharp(image: Image, quality: number, chromaSubsampling: string): Promise<number[]> {
  const { width, height, channels } = image;
  const pixels = width * height;
  const bytes = Uint8Array.from({ length: pixels * channels }, (_, i) =>
    Math.round(image.data[(i % channels) * pixels + Math.floor(i / channels)]! * 255),
  );
  const space = channels === 1 ? 'b-w' : 'srgb';
  const file = await sharp(bytes, { raw: { width, height, channels } }).toColorspace(space).jpeg({ quality, chromaSubsampling }).toBuffer();
  const decoded = await sharp(file).toColorspace(space).raw().toBuffer();
  return Array.from({ length: bytes.length }, (_, i) => decoded[(i % pixels) * channels + Math.floor(i / pixels)]!);
}

const sizes = [
  [40, 24],
  [37, 21],
  [17, 33],
  [1, 1],
  [3, 50],
] as const;

it.each(sizes.flatMap(([width, height]) => [5, 50, 75, 92, 100].map((quality) => ({ width, height, quality }))))(
  'quality $quality of $width×$height loses exactly what libjpeg loses',
  async ({ width, height, quality }) => {
    const cases = [
      [picture(width, height, 1, 0), '4:2:0'],
      [picture(width, height, 3, 0), '4:2:0'],
      [picture(width, height, 3, 1), '4:4:4'],
    ] as const;
    for (const [image, subsampling] of cases) {
      const ours = jpeg(quality, { subsampling }).apply(image, createRandom(0));
      expect(Array.from(ours.data, (value) => Math.round(value * 255))).toEqual(await throughSharp(image, quality, subsampling));
    }
  },
);

it('samples outside the range are clipped first', () => {
  const wild = createImage(2, 1, 1, Float32Array.of(-3, 7));
  expect([...jpeg(100).apply(wild, createRandom(0)).data]).toEqual([0, 1]);
});

it.each([0, 101, 50.5, Number.NaN])('quality %d is refused by name', (quality) => {
  expect(() => jpeg(quality)).toThrow(/jpeg/);
});
