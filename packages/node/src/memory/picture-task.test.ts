import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Picture, type SampleDepth } from '@cleargrain/core';
import { decodePictures, encodePicture, MemoryBudget, openPicture } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDicom } from '../codec/testing/make-dicom.js';
import { makeRaw } from '../codec/testing/make-raw.js';
import { pictureTask } from './picture-task.js';

const heic = (name: string) => readFile(fileURLToPath(new URL(`../codec/testing/heic/${name}.heic`, import.meta.url)));
const jxl = async (channels: 1 | 3, hasAlpha: boolean, depth: SampleDepth, width = 37) => {
  const picture = Picture.create({ width, height: 24, channels, hasAlpha, depth, origin: { format: 'png', depth, metadata: {} } });
  return encodePicture(picture, { format: 'jxl' });
};
const count = 12 * 9;
const dicom = (options: object) =>
  makeDicom({ width: 12, height: 9, pixels: Array.from({ length: count * 3 }, (_, i) => i % 200), ...options });

const files: Record<string, () => Uint8Array | Promise<Uint8Array>> = {
  'HEIC, colour': () => heic('color'),
  'HEIC, grey': () => heic('gray'),
  'HEIC, 10 bits': () => heic('deep'),
  'HEIC, alpha': () => heic('alpha'),
  'JPEG XL, 8 bits': () => jxl(3, false, 8),
  'JPEG XL, grey of 16 bits': () => jxl(1, false, 16),
  'JPEG XL, alpha of 16 bits': () => jxl(3, true, 16),
  'JPEG XL, floats': () => jxl(3, false, 32),
  'JPEG XL of a size in eighths': () => jxl(3, false, 8, 40),
  'JPEG XL, wide': () => jxl(3, false, 8, 3001),
  'raw, one directory': () => makeRaw({ width: 60, height: 44 }),
  'raw, the sensor in a directory below': () => makeRaw({ width: 60, height: 44, border: 8 }),
  'DICOM, colour': () => dicom({ photometric: 'RGB', allocated: 8 }),
  ...Object.fromEntries(
    (['explicit', 'implicit', 'big-endian', 'deflated', 'run lengths'] as const).map((coding) => [
      `DICOM, frames, ${coding}`,
      () => dicom({ coding, frames: 3 }),
    ]),
  ),
};

describe('pictureTask', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'task-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(Object.keys(files))('tells by the head what decoding gives, from a file and from bytes: %s', async (name) => {
    const bytes = await files[name]!();
    const file = path.join(folder, 'picture');
    await writeFile(file, bytes);
    const [task, same] = [await pictureTask(file, { format: 'png' }), await pictureTask(bytes, { format: 'png' })];
    expect(same).toEqual({ ...task, streamed: true });
    const pictures = await decodePictures(bytes);
    const bytesOfSamples = pictures.reduce((sum, { samples }) => sum + samples.byteLength, 0);
    const { width, height, pages, pixelBytes } = task!;
    if (!name.startsWith('raw')) expect([width, height, pages]).toEqual([pictures[0]!.width, pictures[0]!.height, pictures.length]);
    // Never less than there will be; grey may be counted as colour, and a sensor with its border.
    const counted = width * height * pages * pixelBytes;
    expect(counted).toBeGreaterThanOrEqual(bytesOfSamples);
    expect(counted).toBeLessThanOrEqual(3 * bytesOfSamples);
  });

  it('finds the size in the heads of CR3 and RAF, and takes the most that such a file can hold where a head does not tell', async () => {
    const canon = Buffer.alloc(600);
    canon.write('ftypcrx ', 4, 'latin1');
    for (const [at, width, height] of [
      [100, 1620, 1080],
      [300, 6000, 4000],
    ] as const) {
      canon.write('CMP1', at, 'latin1');
      canon.writeUInt32BE(width, at + 12);
      canon.writeUInt32BE(height, at + 16);
    }
    expect(await pictureTask(canon, { format: 'dng' })).toMatchObject({ format: 'raw', width: 6000, height: 4000, pixelBytes: 4 });
    const fujifilm = Buffer.alloc(300);
    fujifilm.write('FUJIFILMCCD-RAW ', 0, 'latin1');
    fujifilm.writeUInt32BE(200, 92);
    fujifilm.writeUInt32BE(2, 200);
    fujifilm.writeUInt16BE(272, 204);
    fujifilm.writeUInt16BE(4, 206);
    fujifilm.writeUInt16BE(256, 212);
    fujifilm.writeUInt16BE(4, 214);
    fujifilm.writeUInt16BE(4032, 216);
    fujifilm.writeUInt16BE(6032, 218);
    expect(await pictureTask(fujifilm, { format: 'dng' })).toMatchObject({ format: 'raw', width: 6032, height: 4032 });
    const other = Buffer.alloc(500);
    other.write('FOVb', 0, 'latin1');
    const { width, height } = (await pictureTask(other, { format: 'dng' }))!;
    expect(width * height).toBe(1000);
  });

  it.each([
    ['scan.dcm', 'a DICOM file', () => dicom({ width: 20000, height: 15000 })],
    ['shot.dng', "a camera's raw file", () => large(makeRaw({ width: 60, height: 44 }), [60, 44])],
    ['phone.heic', 'a HEIC file', async () => large(await heic('color'), [64, 48])],
    ['scan.jxl', 'a JPEG XL file', async () => Uint8Array.of(0xff, 0x0a, ...sizeOfJxl(20000, 15000))],
  ])('%s that promises 300 megapixels is refused before it is decoded: file, need and bound in a line', async (name, kind, make) => {
    const input = path.join(folder, name);
    await writeFile(input, await make());
    const output = path.join(folder, 'out.png');
    const opening = openPicture({ input, output, result: { format: 'png' }, memory: 1e9, budget: new MemoryBudget(1e9) });
    await expect(opening).rejects.toThrow(
      new RegExp(
        `^${input}: \\d+×\\d+ pixels of ${kind} can only be decoded .*as a whole, which takes [\\d.]+ GB, expected at most 1 GB \\(memory\\): give more$`,
      ),
    );
  });
});

/** The same file with a width and a height of 20000 and 15000 wherever its own stand one after the other, as numbers of 16 or 32 bits. */
function large(file: Uint8Array, [width, height]: readonly [number, number]): Uint8Array {
  const bytes = Buffer.from(file);
  for (let at = 0; at + 24 <= bytes.length; at++) {
    // TIFF: two entries, one after the other.
    if (bytes.readUInt16LE(at) === 256 && bytes.readUInt32LE(at + 8) === width && bytes.readUInt16LE(at + 12) === 257) {
      bytes.writeUInt32LE(20000, at + 8);
      bytes.writeUInt32LE(15000, at + 20);
    }
    // HEIF: ispe.
    if (bytes.toString('latin1', at, at + 4) === 'ispe' && bytes.readUInt32BE(at + 8) === width && bytes.readUInt32BE(at + 12) === height) {
      bytes.writeUInt32BE(20000, at + 8);
      bytes.writeUInt32BE(15000, at + 12);
    }
  }
  return bytes;
}

/** The head of a JPEG XL codestream behind its mark: a size, 8 bits, sRGB. */
function sizeOfJxl(width: number, height: number): Uint8Array {
  let bits = '';
  const put = (value: number, count: number) => {
    for (let i = 0; i < count; i++) bits += (value >> i) & 1;
  };
  put(0, 1);
  put(2, 2);
  put(height - 1, 18);
  put(0, 3);
  put(2, 2);
  put(width - 1, 18);
  put(1, 1);
  const bytes = new Uint8Array(64);
  [...bits].forEach((bit, i) => {
    bytes[i >> 3]! |= Number(bit) << (i & 7);
  });
  return bytes;
}
