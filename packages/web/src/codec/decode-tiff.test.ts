import { ImageError, Picture } from '@cleargrain/core';
import { decodePicture } from '@cleargrain/node';
import sharp, { type TiffOptions } from 'sharp';
import { expect, it } from 'vitest';
import { packBits } from '../testing/pack-bits.js';
import { tiffFile } from '../testing/tiff-file.js';
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

/** Every value of so many bits, in rows of 7. */
const everyValue = (bits: number) => Array.from({ length: 7 * 40 }, (_, index) => index % 2 ** bits);

it.each([1, 2, 4, 8])('reads grey of %i bits as Node does, black or white being zero', async (bits) => {
  for (const photometric of [0, 1]) {
    const file = tiffFile({ width: 7, height: 40, bits, photometric, rows: packBits(everyValue(bits), 7, bits) });
    const [read, expected] = [await decodeTiff(file), await decodePicture(file)];
    expect([read.channels, read.depth, read.origin.depth]).toEqual([1, 8, 8]);
    expect(read.samples).toEqual(expected.samples);
    expect([Math.min(...read.samples), Math.max(...read.samples)]).toEqual([0, 255]);
  }
});

it('refuses colour of 4 bits', async () => {
  const file = tiffFile({ width: 2, height: 1, bits: 4, bands: 3, photometric: 2, rows: Uint8Array.of(0x0f, 0x85, 0xa7) });
  await expect(decodeTiff(file)).rejects.toThrow(new ImageError('3 samples of 4 bits a pixel, expected one, or 8 bits'));
});

it.each([1, 2, 4, 8])('reads a palette of %i bits as Node does, also an old one whose colours have 8 bits', async (bits) => {
  const colours = Array.from({ length: 3 * 2 ** bits }, (_, index) => (index * 30_011) % 65536);
  for (const shift of [0, 8]) {
    const palette = colours.map((colour) => colour >> shift);
    const rows = packBits(everyValue(bits), 7, bits);
    const file = tiffFile({ width: 7, height: 40, bits, photometric: 3, rows, colours: palette });
    const read = await decodeTiff(file);
    expect(read.samples).toEqual((await decodePicture(file)).samples);
    expect(Math.max(...read.samples)).toBeGreaterThan(100);
  }
});

it('reads CMYK of 8 bits, no ink being white, and refuses what it would convert wrongly', async () => {
  const inks = Uint8Array.of(0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 100, 50, 20, 10);
  const cmyk = { width: 4, height: 1, bands: 4, photometric: 5 };
  const { samples, channels, depth } = await decodeTiff(tiffFile({ ...cmyk, bits: 8, rows: inks }));
  expect([channels, depth, ...samples]).toEqual([3, 8, 255, 255, 255, 0, 255, 255, 0, 0, 0, 149, 197, 226]);
  const deep = tiffFile({ ...cmyk, bits: 16, rows: new Uint8Array(32) });
  await expect(decodeTiff(deep)).rejects.toThrow(new ImageError('CMYK of 16 bits a sample, expected 8'));
  const lab = tiffFile({ width: 1, height: 1, bits: 8, bands: 3, photometric: 8, rows: Uint8Array.of(128, 0, 0) });
  await expect(decodeTiff(lab)).rejects.toThrow(new ImageError('Lab of 8 bits a sample, expected 32'));
});
