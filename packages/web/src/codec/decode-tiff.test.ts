import { Picture } from '@cleargrain/core';
import { decodePicture } from '@cleargrain/node';
import sharp, { type TiffOptions } from 'sharp';
import { expect, it } from 'vitest';
import { decodeTiff } from './decode-tiff.js';
import { encodeTiff } from './encode-tiff.js';

const [width, height] = [70, 45];
const samplesOf = (bands: number, white: number) =>
  Array.from({ length: width * height * bands }, (_, index) => (index * 7919 + Math.floor(index / 13) * 31) % (white + 1));

const options: Readonly<Record<string, TiffOptions>> = {
  'without compression': { compression: 'none' },
  LZW: { compression: 'lzw', predictor: 'horizontal' },
  deflate: { compression: 'deflate', predictor: 'none' },
  PackBits: { compression: 'packbits' },
  tiles: { compression: 'deflate', tile: true, tileWidth: 32, tileHeight: 16 },
  'deflate with differences': { compression: 'deflate', predictor: 'horizontal' },
};

it.each(Object.entries(options))('reads the samples that Node reads: %s', async (_, settings) => {
  for (const [bands, deep] of [
    [1, false],
    [3, false],
    [4, true],
    [3, true],
  ] as const) {
    const values = samplesOf(bands, deep ? 65535 : 255);
    const raw = sharp(deep ? Uint16Array.from(values) : Uint8Array.from(values), { raw: { width, height, channels: bands } });
    const space = bands === 1 ? 'b-w' : deep ? 'rgb16' : 'srgb';
    const image = raw.toColourspace(space).tiff(settings);
    // A profile for colour would turn grey into colour.
    const file = new Uint8Array(await (bands === 1 ? image : image.withIccProfile('srgb')).toBuffer());
    const [read, expected] = [await decodeTiff(file), await decodePicture(file)];
    expect([read.width, read.height, read.channels, read.hasAlpha, read.depth]).toEqual([
      width,
      height,
      bands === 1 ? 1 : 3,
      bands === 4,
      deep ? 16 : 8,
    ]);
    expect(read.samples).toEqual(expected.samples);
    expect(read.origin.metadata.icc).toEqual(expected.origin.metadata.icc);
  }
});

it('turns a file upright', async () => {
  const raw = sharp(Uint8Array.from(samplesOf(3, 255)), { raw: { width, height, channels: 3 } });
  for (let orientation = 1; orientation <= 8; orientation++) {
    const file = new Uint8Array(await raw.clone().withMetadata({ orientation }).tiff({ compression: 'lzw' }).toBuffer());
    const [read, expected] = [await decodeTiff(file), await decodePicture(file)];
    expect([read.width, read.height], `orientation ${orientation}`).toEqual([expected.width, expected.height]);
    expect(read.samples, `orientation ${orientation}`).toEqual(expected.samples);
  }
});

it('what it writes, Node reads back: 8 and 16 bits, floats, alpha, profile, EXIF, XMP, resolution', async () => {
  const { icc, exif } = await sharp(
    await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .withIccProfile('srgb')
      .withExif({ IFD0: { Artist: 'somebody' } })
      .jpeg()
      .toBuffer(),
  ).metadata();
  const xmp = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
  const metadata = { icc: new Uint8Array(icc!), exif: new Uint8Array(exif!), xmp, density: 240 };
  for (const [depth, samples] of [
    [8, Uint8Array.from(samplesOf(4, 255))],
    [16, Uint16Array.from(samplesOf(4, 65535))],
    [32, Float32Array.from(samplesOf(4, 1000), (value) => value / 700 - 0.2)],
  ] as const) {
    const picture = new Picture({ width, height, channels: 3, hasAlpha: true, samples, origin: { format: 'tiff', depth, metadata } });
    const file = encodeTiff(picture, metadata);
    for (const read of [await decodePicture(file), await decodeTiff(file)]) {
      expect(read.samples).toEqual(samples);
      expect([read.depth, read.hasAlpha]).toEqual([depth, true]);
      expect(read.origin.metadata.icc).toEqual(metadata.icc);
      expect(new TextDecoder().decode(read.origin.metadata.xmp)).toBe(new TextDecoder().decode(xmp));
      expect(read.origin.metadata.density).toBeCloseTo(240, 1);
      expect(new TextDecoder('latin1').decode(read.origin.metadata.exif)).toContain('somebody');
    }
  }
});

it('refuses a file that is cut short, one of several pages, and samples that are not numbers', async () => {
  const page = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .tiff({ compression: 'none' })
    .toBuffer();
  await expect(decodeTiff(new Uint8Array(page.subarray(0, 900)))).rejects.toThrow(/cut short|outside the file/);
  const two = await sharp([page, page], { join: { animated: true } })
    .tiff()
    .toBuffer();
  await expect(decodeTiff(new Uint8Array(two))).rejects.toThrow('2 pages');
  const origin = { format: 'tiff', depth: 32, metadata: {} } as const;
  const picture = new Picture({ width: 2, height: 1, channels: 1, samples: Float32Array.of(0.5, NaN), origin });
  await expect(decodeTiff(encodeTiff(picture, {}))).rejects.toThrow('(1, 0)');
});
