import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createImage } from '@cleargrain/core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readImage } from './read-image.js';
import { writeImage } from './write-image.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

it('gives back depth, alpha and metadata of the file that an image came from, with changed pixels', async () => {
  const samples = Uint16Array.from({ length: 9 * 5 * 4 }, (_, i) => (i * 7919) % 65536);
  await sharp(samples, { raw: { width: 9, height: 5, channels: 4 } })
    .toColorspace('rgb16')
    .withExif({ IFD0: { Artist: 'somebody' } })
    .png()
    .toFile(at('in.png'));
  const image = await readImage(at('in.png'));
  expect([image.width, image.height, image.channels]).toEqual([9, 5, 3]);
  expect(image.data[45 + 3]).toBe(Math.fround(samples[3 * 4 + 1]! / 65535));
  const halved = { ...image, data: image.data.map((value) => value / 2) };
  await writeImage(at('out.png'), halved);
  const back = await readImage(at('out.png'));
  expect(back.origin?.depth).toBe(16);
  expect(back.origin?.alpha).toEqual(samples.filter((_, i) => i % 4 === 3));
  expect(Buffer.from(back.origin?.metadata.exif ?? []).toString('latin1')).toContain('somebody');
  expect([...back.data].map((value) => Math.round(value * 65535))).toEqual([...halved.data].map((value) => Math.round(value * 65535)));
});

it('writes an image without origin in 8 bits, and in the depth asked for', async () => {
  const image = createImage(3, 1, 1, Float32Array.of(0, 0.5, 1));
  await writeImage(at('plain.png'), image);
  expect([...(await readImage(at('plain.png'))).data].map((value) => value * 255)).toEqual(
    [0, 128, 255].map((value) => expect.closeTo(value, 4)),
  );
  await writeImage(at('deep.tif'), image, { depth: 32 });
  expect((await readImage(at('deep.tif'))).data).toEqual(image.data);
});

it('refuses an extension it cannot write, an alpha plane of another size and transparency in JPEG, and leaves nothing behind', async () => {
  const image = createImage(3, 1, 1);
  const before = await readdir(folder);
  await expect(writeImage(at('a.xyz'), image)).rejects.toThrow(/a\.xyz: expected the extension .*received \.xyz/);
  await expect(writeImage(at('a.gif'), image)).rejects.toThrow(RangeError);
  await expect(writeImage(at('a'), image)).rejects.toThrow('received none');
  const origin = { format: 'png', depth: 8, metadata: {}, alpha: new Uint8Array(3) } as const;
  await expect(writeImage(at('a.jpg'), { ...image, origin })).rejects.toThrow(/a\.jpg: .*partly transparent/);
  await expect(writeImage(at('a.png'), { ...createImage(2, 1, 1), origin })).rejects.toThrow(
    'expected an alpha plane of 2×1, received 3 samples',
  );
  await expect(writeImage(join(folder, 'nowhere', 'a.png'), image)).rejects.toThrow(/a\.png: cannot be written: no such file or folder/);
  await expect(writeImage(at('a.png'), image, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(await readdir(folder)).toEqual(before);
});
