import { type Image, type ImageFormat, Picture, type SampleDepth, whiteOf } from '@cleargrain/core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { bytesOf } from './bytes-of.js';
import { decodePicture } from './decode-picture.js';
import { encodePicture } from './encode-picture.js';

const width = 37;
const height = 29;
const whole = { x: 0, y: 0, width, height };

/** Every value is another, so that an exchanged, scaled or rounded sample shows. */
function pattern(channels: 1 | 3, hasAlpha: boolean, depth: SampleDepth): Picture {
  const picture = Picture.create({ width, height, channels, hasAlpha, depth, origin: { format: 'png', depth, metadata: {} } });
  const { samples } = picture;
  for (let i = 0; i < samples.length; i++)
    samples[i] = depth === 32 ? ((i * 7919) % 65536) / 40000 - 0.3 : (i * 7919) % (whiteOf(depth) + 1);
  return picture;
}

const combinations: [ImageFormat, SampleDepth][] = [
  ['png', 8],
  ['png', 16],
  ['tiff', 8],
  ['tiff', 16],
  ['tiff', 32],
];

describe.each(combinations)('%s of %i bits', (format, depth) => {
  it.each([
    ['grey', 1, false],
    ['grey with alpha', 1, true],
    ['colour', 3, false],
    ['colour with alpha', 3, true],
  ] as const)('gives back every sample of %s', async (_, channels, hasAlpha) => {
    const picture = pattern(channels, hasAlpha, depth);
    const file = await encodePicture(picture, { format });
    const found = await sharp(file).metadata();
    expect([found.channels, found.depth]).toEqual([picture.bands, { 8: 'uchar', 16: 'ushort', 32: 'float' }[depth]]);
    const back = await decodePicture(file);
    expect([back.width, back.height, back.channels, back.hasAlpha, back.depth]).toEqual([width, height, channels, hasAlpha, depth]);
    expect(back.origin).toMatchObject({ format, depth });
    expect(back.samples).toEqual(picture.samples);
  });
});

it('agrees with files that sharp makes of 16-bit samples by itself', async () => {
  const { samples } = pattern(3, false, 16);
  const file = await sharp(samples, { raw: { width, height, channels: 3 } })
    .toColorspace('rgb16')
    .png()
    .toBuffer();
  expect((await decodePicture(bytesOf(file))).samples).toEqual(samples);
});

it.each([10, 12] as const)('reads AVIF of %i bits in the range of 16', async (bits) => {
  const highest = 2 ** bits - 1;
  const levels = [0, 1, Math.round(highest / 3), 2 ** (bits - 1), highest - 1, highest];
  const samples = Uint16Array.from({ length: 48 * 16 * 3 }, (_, i) => levels[Math.floor(i / 3 / 8) % 6]! << (16 - bits));
  const file = await sharp(samples, { raw: { width: 48, height: 16, channels: 3 } })
    .toColorspace('rgb16')
    .avif({ bitdepth: bits, lossless: true, effort: 0 })
    .toBuffer();
  const back = await decodePicture(bytesOf(file));
  expect(back.depth).toBe(16);
  expect(levels.map((_, i) => back.samples[(8 * 48 + i * 8 + 4) * 3])).toEqual(
    levels.map((level) => Math.round((level * 65535) / highest)),
  );
});

it.each([
  ['webp', 3],
  ['webp', 4],
  ['avif', 3],
] as const)('writes %s of %i bands, without loss when asked', async (format, bands) => {
  const picture = pattern(3, bands === 4, 8);
  const back = await decodePicture(await encodePicture(picture, { format, lossless: true }));
  expect(back.origin.format).toBe(format);
  expect(back.bands).toBe(bands);
  if (format === 'webp') {
    expect(back.origin.lossless).toBe(true);
    expect(back.samples).toEqual(picture.samples);
    expect((await decodePicture(await encodePicture(back))).samples).toEqual(picture.samples);
  }
});

it('writes what was read, region by region, to the same samples', async () => {
  for (const depth of [8, 16, 32] as const) {
    const picture = pattern(3, true, depth);
    const result = picture.like();
    for (let y = 0; y < height; y += 10) {
      for (let x = 0; x < width; x += 10) {
        const region = { x, y, width: Math.min(10, width - x), height: Math.min(10, height - y) };
        result.write(x, y, picture.read(region));
      }
    }
    expect(result.samples).toEqual(picture.samples);
  }
});

it('rounds to the nearest step and clamps to the range', () => {
  const values = [-0.2, 0.49 / 255, 0.51 / 255, 0.5, 254.49 / 255, 254.51 / 255, 3];
  const image: Image = { width: 7, height: 1, channels: 1, data: Float32Array.from(values) };
  const origin = { format: 'png', depth: 8, metadata: {} } as const;
  const bytes = Picture.create({ width: 7, height: 1, channels: 1, depth: 8, origin });
  bytes.write(0, 0, image);
  expect([...bytes.samples]).toEqual([0, 0, 1, 128, 254, 255, 255]);
  const words = Picture.create({ width: 7, height: 1, channels: 1, depth: 16, origin });
  words.write(0, 0, image);
  expect([...words.samples]).toEqual([0, 126, 131, 32768, 65404, 65409, 65535]);
  const floats = Picture.create({ width: 7, height: 1, channels: 1, depth: 32, origin });
  floats.write(0, 0, image);
  expect(floats.samples).toEqual(image.data);
});

it('refuses a result that is not a number', () => {
  const picture = pattern(1, false, 8);
  const image: Image = { width: 2, height: 1, channels: 1, data: Float32Array.of(0, NaN) };
  expect(() => picture.write(3, 4, image)).toThrow('a sample that is not a number at (4, 4)');
  expect(() => picture.write(36, 4, image)).toThrow('expected a region inside 37×29, received 2×1 at (36, 4)');
});

it('goes from 16 bits to 8 by rounding when the format holds no more', async () => {
  const picture = pattern(1, false, 16);
  const back = await decodePicture(await encodePicture(picture, { format: 'png', depth: 8 }));
  expect([...back.samples]).toEqual([...picture.samples].map((value) => Math.round(value / 257)));
  const jpeg = await decodePicture(await encodePicture(picture, { format: 'jpeg' }));
  expect([jpeg.depth, jpeg.channels]).toEqual([8, 1]);
  await expect(encodePicture(picture, { format: 'jpeg', depth: 16 })).rejects.toThrow('at most 8 bits for jpeg, received 16');
});

it('reads a region in planar order', () => {
  const picture = pattern(3, true, 8);
  const image = picture.read({ x: 5, y: 7, width: 3, height: 2 });
  expect(image.data.length).toBe(18);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < 2; y++) {
      for (let x = 0; x < 3; x++) {
        expect(image.data[(c * 2 + y) * 3 + x]).toBe(Math.fround(picture.samples[((7 + y) * width + 5 + x) * 4 + c]! / 255));
      }
    }
  }
  expect(picture.read(whole).width).toBe(width);
});

it('refuses transparency in JPEG, and drops alpha that is opaque everywhere', async () => {
  const picture = pattern(3, true, 8);
  await expect(encodePicture(picture, { format: 'jpeg' })).rejects.toThrow('partly transparent');
  for (let i = 3; i < picture.samples.length; i += 4) picture.samples[i] = 255;
  expect((await decodePicture(await encodePicture(picture, { format: 'jpeg' }))).bands).toBe(3);
});

it.each([
  [1, 1],
  [1, 40],
  [30000, 1],
  [1, 30000],
  [3, 2000],
])('takes a picture of %i×%i', async (w, h) => {
  for (const format of ['png', 'jpeg', 'tiff'] as const) {
    const picture = Picture.create({ width: w, height: h, channels: 3, depth: 8, origin: { format, depth: 8, metadata: {} } });
    picture.samples.fill(77);
    const back = await decodePicture(await encodePicture(picture));
    expect([back.width, back.height]).toEqual([w, h]);
    expect(Math.abs(back.samples[back.samples.length - 1]! - 77)).toBeLessThan(3);
  }
});
