import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Picture as BuiltPicture, type ImageFormat, type Picture, type SampleDepth, whiteOf } from '@cleargrain/core';
import { decodePicture, encodePicture, MemoryBudget, type OpenPicture, openPicture, type ResultOptions } from '@cleargrain/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const width = 301;
const height = 243;
/** So little beside what the process holds anyway that pictures of this size are read in strips. */
const little = 292e6;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'strips-'));
});
afterAll(() => rm(folder, { recursive: true }));

const exif = Uint8Array.from(
  Buffer.from(
    `4949 2a00 0800 0000 0200 0f01 0200 0600 0000 2600 0000 9882 0200 0400 0000 4d65 0000 0000 0000 4d61 6b65 7200`.replaceAll(' ', ''),
    'hex',
  ),
);

function pattern(channels: 1 | 3, hasAlpha: boolean, depth: SampleDepth): Picture {
  const metadata = { exif, density: 300, xmp: Uint8Array.from(Buffer.from('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')) };
  const picture = BuiltPicture.create({ width, height, channels, hasAlpha, depth, origin: { format: 'png', depth, metadata } });
  const { samples } = picture;
  for (let i = 0; i < samples.length; i++)
    samples[i] = depth === 32 ? ((i * 7919) % 65536) / 40000 - 0.3 : (i * 7919) % (whiteOf(depth) + 1);
  return picture;
}

const open = (input: string, output: string, result: ResultOptions, memory: number): Promise<OpenPicture> =>
  openPicture({ input, output, result, memory, budget: new MemoryBudget(memory) });

/** Copies a picture through, in tiles of rows that do not divide its height. */
async function copy(picture: OpenPicture): Promise<void> {
  const [page] = picture.pages;
  const sink = await page!.result();
  for (let y = 0; y < height; y += 100) {
    for (let x = 0; x < width; x += 130) {
      const region = { x, y, width: Math.min(130, width - x), height: Math.min(100, height - y) };
      await sink.write(x, y, await page!.source.read(region));
    }
  }
  await picture.save();
  await picture.close();
}

const cases: [ImageFormat, ImageFormat, SampleDepth, 1 | 3, boolean][] = [
  ['png', 'png', 8, 3, false],
  ['png', 'png', 16, 3, true],
  ['png', 'tiff', 16, 1, false],
  ['png', 'jpeg', 16, 3, false],
  ['png', 'webp', 8, 3, true],
  ['jpeg', 'jpeg', 8, 3, false],
  ['jpeg', 'tiff', 8, 1, false],
  ['webp', 'png', 8, 3, true],
  ['tiff', 'tiff', 8, 3, false],
  ['tiff', 'tiff', 16, 3, true],
  ['tiff', 'tiff', 8, 1, true],
  ['tiff', 'tiff', 32, 3, false],
  ['tiff', 'tiff', 32, 1, true],
  ['tiff', 'png', 32, 3, false],
  ['pnm', 'pnm', 8, 3, false],
  ['pnm', 'tiff', 16, 1, false],
  ['png', 'pnm', 16, 3, false],
  ['pfm', 'pfm', 32, 3, false],
  ['pfm', 'tiff', 32, 1, false],
];

describe('a picture in strips', () => {
  it.each(cases)(
    'from %s to %s, %i bits, %i channels, alpha %s, becomes the file that it becomes in memory',
    async (from, to, depth, channels, alpha) => {
      const name = `${from}-${to}-${depth}-${channels}-${alpha}`;
      const input = path.join(folder, `${name}.in`);
      await writeFile(input, await encodePicture(pattern(channels, alpha, depth), { format: from }));
      const [whole, strips] = [path.join(folder, `${name}.whole`), path.join(folder, `${name}.strips`)];
      const inMemory = await open(input, whole, { format: to }, 1e9);
      expect(inMemory.way).toBe('whole');
      await copy(inMemory);
      const inStrips = await open(input, strips, { format: to }, little);
      expect(inStrips.way).toBe('strips');
      expect(inStrips.pages[0]!.source.origin).toEqual(inMemory.pages[0]!.source.origin);
      await copy(inStrips);
      const [expected, found] = [await decodePicture(whole), await decodePicture(strips)];
      expect({ ...found.origin, samples: 0 }).toEqual({ ...expected.origin, samples: 0 });
      expect([found.width, found.height, found.channels, found.hasAlpha, found.depth]).toEqual([
        expected.width,
        expected.height,
        expected.channels,
        expected.hasAlpha,
        expected.depth,
      ]);
      expect(Buffer.from(found.samples.buffer).equals(Buffer.from(expected.samples.buffer))).toBe(true);
      expect((await readdir(folder)).filter((file) => file.endsWith('.part'))).toEqual([]);
    },
  );

  it('is turned by its orientation, and a BigTIFF keeps its EXIF', async () => {
    const turned = path.join(folder, 'turned.jpg');
    const { samples } = pattern(3, false, 8);
    const image = sharp(samples, { raw: { width, height, channels: 3 } });
    await image.clone().withMetadata({ orientation: 6 }).jpeg().toFile(turned);
    const picture = await open(turned, path.join(folder, 'turned.png'), { format: 'png' }, little);
    expect([picture.way, picture.pages[0]!.source.width, picture.pages[0]!.source.height]).toEqual(['strips', height, width]);
    const region = { x: 5, y: 7, width: 20, height: 30 };
    expect(await picture.pages[0]!.source.read(region)).toEqual((await decodePicture(turned)).read(region));
    await picture.close();
    const big = path.join(folder, 'big.tif');
    await image.tiff({ bigtiff: true, tile: true }).toFile(big);
    const fromBig = await open(big, path.join(folder, 'big-out.tif'), { format: 'tiff' }, little);
    expect(fromBig.way).toBe('strips');
    expect(await fromBig.pages[0]!.source.read(region)).toEqual((await decodePicture(big)).read(region));
    await fromBig.close();
  });

  it('refuses what is cut short, transparent where the format is not, or not finite, and leaves nothing behind', async () => {
    const whole = Buffer.from(await encodePicture(pattern(3, true, 8), { format: 'tiff' }));
    const input = path.join(folder, 'bad.tif');
    const output = path.join(folder, 'bad-out.jpg');
    await writeFile(input, whole.subarray(0, whole.length - 30_000));
    await expect(open(input, output, { format: 'jpeg' }, little)).rejects.toThrow(input);
    await writeFile(input, whole);
    const transparent = await open(input, output, { format: 'jpeg' }, little);
    await expect(copy(transparent)).rejects.toThrow('partly transparent');
    await transparent.close();
    const floats = pattern(1, false, 32);
    floats.samples[width * 3 + 4] = Number.NaN;
    await writeFile(input, await encodePicture(floats, { format: 'tiff' }));
    await expect(open(input, output, { format: 'png' }, little)).rejects.toThrow('1 sample is not a finite number (the first at (4, 3))');
    expect((await readdir(folder)).filter((file) => file.endsWith('.part') || file.startsWith('bad-out'))).toEqual([]);
  });

  it('says what does not fit, what it needs and what to do', async () => {
    const input = path.join(folder, 'large.jpg');
    await sharp({ create: { width: 6000, height: 6000, channels: 3, background: '#888' } })
      .jpeg({ progressive: true })
      .toFile(input);
    await expect(open(input, path.join(folder, 'large.tif'), { format: 'tiff' }, little)).rejects.toThrow(
      /large\.jpg: 6000×6000 pixels of a progressive JPEG can only be decoded as a whole, which takes 540 MB, expected at most 292 MB \(memory\): give more, or convert it to TIFF first/,
    );
    await expect(open(input, path.join(folder, 'large.avif'), { format: 'avif' }, 600e6)).rejects.toThrow(
      /can only be written as AVIF as a whole/,
    );
  });
});
