import { crc32 } from 'node:zlib';
import { decodePicture } from '@cleargrain/node';
import sharp, { type PngOptions } from 'sharp';
import { expect, it } from 'vitest';
import { packBits } from '../testing/pack-bits.js';
import { bigEndian, pngFile } from '../testing/png-file.js';
import { decodePng } from './decode-png.js';
import { exifOrientation } from './exif-orientation.js';

const [width, height] = [7, 5];

/** Rows of red, green and blue in few colours, so that a palette holds them. */
const rgb = Uint8Array.from({ length: width * height * 3 }, (_, index) => [0, 128, 255][(index * 5 + Math.floor(index / 3)) % 3]!);

async function png(channels: 1 | 2 | 3 | 4, samples: Uint8Array, options: PngOptions): Promise<Uint8Array> {
  const image = sharp(samples, { raw: { width, height, channels } });
  return new Uint8Array(await (channels <= 2 ? image.toColourspace('b-w') : image).png(options).toBuffer());
}

it('reads colour with and without a palette as the same samples', async () => {
  for (const palette of [false, true]) {
    const picture = decodePng(await png(3, rgb, { palette }));
    expect([picture.width, picture.height, picture.channels, picture.hasAlpha]).toEqual([width, height, 3, false]);
    expect([...picture.samples]).toEqual([...rgb]);
  }
});

it('reads a palette with transparent colours', async () => {
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, index) => (index % 4 === 3 && index % 8 === 3 ? 0 : 255));
  const picture = decodePng(await png(4, rgba, { palette: true }));
  expect(picture.hasAlpha).toBe(true);
  expect([...picture.alpha()!]).toEqual(Array.from({ length: width * height }, (_, pixel) => rgba[pixel * 4 + 3]!));
});

it('reads interlaced files, grey, and grey with alpha', async () => {
  const gray = Uint8Array.from({ length: width * height }, (_, index) => (index * 37) % 256);
  const picture = decodePng(await png(1, gray, { progressive: true }));
  expect(picture.channels).toBe(1);
  expect([...picture.samples]).toEqual([...gray]);
  const both = Uint8Array.from({ length: width * height * 2 }, (_, index) => (index * 11) % 256);
  const withAlpha = decodePng(await png(2, both, {}));
  expect([withAlpha.channels, withAlpha.hasAlpha]).toEqual([1, true]);
  expect([...withAlpha.samples]).toEqual([...both]);
});

it('refuses a damaged file, and says where', async () => {
  const file = await png(3, rgb, {});
  file[file.length - 20]! ^= 1;
  expect(() => decodePng(file)).toThrow(/^damaged in its chunk IDAT at byte \d+: expected the checksum [\da-f]{8}, received [\da-f]{8}$/);
});

it('refuses a header that promises no pixels or too many, before it takes memory for them', async () => {
  const file = await png(3, rgb, {});
  // The header is the first chunk; its checksum is made right again.
  const sized = (wide: number, high: number) => {
    const header = new Uint8Array(17);
    header.set(file.subarray(12, 29));
    new DataView(header.buffer).setUint32(4, wide);
    new DataView(header.buffer).setUint32(8, high);
    const copy = Uint8Array.from(file);
    copy.set(header, 12);
    new DataView(copy.buffer).setUint32(29, crc32(header));
    return copy;
  };
  expect(() => decodePng(sized(30000, 20000))).toThrow('30000×20000 pixels, expected at most 400 megapixels');
  expect(() => decodePng(sized(0, 5))).toThrow('0×5 pixels, expected at least 1×1');
  expect(decodePng(sized(width, height)).samples).toEqual(rgb);
});

it('turns a file upright whose EXIF block says how', async () => {
  const upright = await png(3, rgb, {});
  const file = new Uint8Array(await sharp(upright).withMetadata({ orientation: 6 }).png().toBuffer());
  const picture = decodePng(file);
  expect([picture.width, picture.height]).toEqual([height, width]);
  // A quarter turn to the right: the first row is the first column, from below.
  expect([...picture.samples.subarray(0, 3)]).toEqual([...rgb.subarray((height - 1) * width * 3, (height - 1) * width * 3 + 3)]);
  expect(exifOrientation(picture.origin.metadata.exif!)).toBe(1);
});

/** Pixels of which some are of the colour 1 or (257, 514, 771), and a colour as the file holds it: bits above its depth do not count. */
const transparent = {
  'grey of 1 bit': { bits: 1, colourType: 0, rows: packBits([0, 1, 1, 0, 1, 0], 3, 1), colour: [1] },
  'grey of 2 bits': { bits: 2, colourType: 0, rows: packBits([0, 1, 2, 3, 1, 0], 3, 2), colour: [0xff01] },
  'grey of 4 bits': { bits: 4, colourType: 0, rows: packBits([0, 1, 14, 15, 1, 8], 3, 4), colour: [1] },
  'grey of 8 bits': { bits: 8, colourType: 0, rows: Uint8Array.of(0, 1, 17, 255, 1, 2), colour: [0x0101] },
  'grey of 16 bits': { bits: 16, colourType: 0, rows: bigEndian([0, 1, 257, 65535, 1, 256]), colour: [1] },
  'colour of 8 bits': {
    bits: 8,
    colourType: 2,
    rows: Uint8Array.of(1, 2, 3, 1, 2, 4, 3, 2, 1, 1, 2, 3, 0, 0, 0, 9, 9, 9),
    colour: [0x101, 2, 3],
  },
  'colour of 16 bits': {
    bits: 16,
    colourType: 2,
    rows: bigEndian([257, 514, 771, 257, 514, 772, 1, 2, 3, 257, 514, 771, 0, 0, 0, 9, 9, 9]),
    colour: [257, 514, 771],
  },
} as const;

it.each(Object.entries(transparent))('reads a transparent colour as alpha, as Node does: %s', async (_, { colour, ...parts }) => {
  const file = pngFile({ ...parts, width: 3, height: 2, chunks: [['tRNS', bigEndian(colour)]] });
  const [read, expected] = [decodePng(file), await decodePicture(file)];
  expect([read.channels, read.hasAlpha, read.depth]).toEqual([expected.channels, true, expected.depth]);
  expect(read.samples).toEqual(expected.samples);
  expect(new Set(read.alpha())).toEqual(new Set([0, read.depth === 16 ? 65535 : 255]));
});

it('reads a file with a damaged profile, text or resolution, without them', () => {
  const text = (content: string) => new TextEncoder().encode(content);
  const sound = { width: 2, height: 1, bits: 8, colourType: 2, rows: Uint8Array.of(1, 2, 3, 4, 5, 6) } as const;
  const damaged = pngFile({
    ...sound,
    chunks: [
      ['iCCP', text('icc\0\0no zlib')],
      ['zTXt', text('XML:com.adobe.xmp\0\0no zlib')],
      ['iTXt', text('XML:com.adobe.xmp\0\x01\0\0\0no zlib')],
      ['pHYs', Uint8Array.of(1, 2)],
    ],
  });
  const { samples, origin } = decodePng(damaged);
  expect([...samples]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(origin.metadata).toEqual({});
});
