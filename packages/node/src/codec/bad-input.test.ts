import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImageError, Picture } from '@cleargrain/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from './bytes-of.js';
import { decodePicture } from './decode-picture.js';
import { encodePicture } from './encode-picture.js';

const width = 96;
const height = 64;
const samples = Uint8Array.from({ length: width * height * 3 }, (_, i) => ((i * 7919) >> 3) % 256);
const made = () => sharp(samples, { raw: { width, height, channels: 3 } });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bad-input-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The one line with which a file is refused. */
async function refusal(input: string | Uint8Array, name?: string): Promise<string> {
  const error = await decodePicture(input, { ...(name && { name }) }).then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImageError);
  const { message } = error as ImageError;
  expect(message).not.toContain('\n');
  return message;
}

async function refusalOfFile(name: string, content: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, name), content);
  const message = await refusal(join(folder, name));
  expect(message).toContain(`${name}: `);
  return message;
}

describe('what is not a picture is refused in one line that names it', () => {
  it('an empty file', async () => expect(await refusalOfFile('empty.png', '')).toContain('empty'));
  it('a text', async () => expect(await refusalOfFile('text.png', 'hello')).toContain('not a picture, expected PNG'));
  it('an SVG', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    expect(await refusalOfFile('drawing.png', svg)).toContain('expected PNG, JPEG');
  });
  it('a missing file', async () => expect(await refusal(join(folder, 'missing.png'))).toContain('missing.png: no such file'));
  it('a folder', async () => expect(await refusal(folder)).toContain(`${folder}: a folder`));
  it.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    await writeFile(join(folder, 'locked.png'), 'x');
    await chmod(join(folder, 'locked.png'), 0);
    expect(await refusal(join(folder, 'locked.png'))).toContain('locked.png: permission denied');
  });
  it('empty bytes', async () => expect(await refusal(new Uint8Array(0), 'upload')).toContain('upload: empty'));
});

describe('a picture cut short is refused, never filled with grey', () => {
  const formats = {
    jpeg: () => made().jpeg(),
    'progressive jpeg': () => made().jpeg({ progressive: true }),
    png: () => made().png(),
    'interlaced png': () => made().png({ progressive: true }),
    webp: () => made().webp(),
    avif: () => made().avif(),
    tiff: () => made().tiff({ compression: 'deflate' }),
    gif: () => made().gif(),
  };
  it.each(Object.entries(formats))('%s', async (name, make) => {
    const file = bytesOf(await make().toBuffer());
    await decodePicture(file);
    for (let part = 0; part < 32; part++) await refusal(file.subarray(0, Math.floor((file.length * part) / 32)), name);
  });
});

it('refuses what moves and what has more than one page, with their number', async () => {
  const pages = [made().png(), made().negate().png()].map((image) => image.toBuffer());
  const animated = (format: 'gif' | 'webp') =>
    Promise.all(pages).then((all) =>
      sharp(all, { join: { animated: true } })
        [format]()
        .toBuffer(),
    );
  expect(await refusalOfFile('moving.gif', bytesOf(await animated('gif')))).toContain('animated, 2 frames: only still pictures');
  expect(await refusalOfFile('moving.webp', bytesOf(await animated('webp')))).toContain('animated, 2 frames');
  expect(
    await refusalOfFile(
      'pages.tif',
      bytesOf(
        await sharp(await animated('gif'), { animated: true })
          .tiff()
          .toBuffer(),
      ),
    ),
  ).toContain('2 pages');
});

it('refuses a float picture with values that are not finite, and says how many and where', async () => {
  const floats = new Float32Array(width * height).fill(0.5);
  floats[3 * width + 7] = NaN;
  floats[3 * width + 9] = Infinity;
  const file = await encodePicture(
    new Picture({ width, height, channels: 1, samples: floats, origin: { format: 'tiff', depth: 32, metadata: {} } }),
  );
  expect(await refusal(file, 'scan.tif')).toBe(
    'scan.tif: 2 samples are not a finite number (the first at (7, 3)), expected finite numbers',
  );
});

it('refuses a header that promises too many pixels before it takes memory for them', async () => {
  const bomb = bytesOf(
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
      .png()
      .toBuffer(),
  );
  const patched = Uint8Array.from(bomb);
  new DataView(patched.buffer).setUint32(16, 30000);
  new DataView(patched.buffer).setUint32(20, 20000);
  // The checksum of the header chunk, made right again so that only the size is wrong.
  let crc = ~0;
  for (const byte of patched.subarray(12, 29)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  new DataView(patched.buffer).setUint32(29, ~crc >>> 0);
  expect(await refusal(patched, 'bomb.png')).toBe('bomb.png: 30000×20000 pixels, expected at most 400 megapixels');
});

describe('unusual pictures are read', () => {
  it('palette: as colour, with alpha where it has some', async () => {
    const file = bytesOf(await made().png({ palette: true, colors: 16 }).toBuffer());
    expect((await sharp(file).metadata()).isPalette).toBe(true);
    const read = await decodePicture(file);
    expect([read.channels, read.hasAlpha]).toEqual([3, false]);
    expect(read.samples).toEqual(bytesOf(await sharp(file).raw().toBuffer()));
  });
  it('1 bit: as grey of 0 and 255', async () => {
    const bits = Uint8Array.from({ length: width * height }, (_, i) => (i % 3 === 0 ? 255 : 0));
    const image = () => sharp(bits, { raw: { width, height, channels: 1 } }).toColorspace('b-w');
    for (const file of [
      await image().tiff({ bitdepth: 1, compression: 'ccittfax4' }).toBuffer(),
      await image().png({ palette: true, colors: 2 }).toBuffer(),
    ]) {
      const read = await decodePicture(bytesOf(file));
      const first = read.samples.filter((_, i) => i % read.bands === 0);
      expect([...first]).toEqual([...bits]);
    }
  });
  it('GIF: as colour, and written as PNG', async () => {
    const read = await decodePicture(bytesOf(await made().gif().toBuffer()));
    expect([read.origin.format, read.channels]).toEqual(['gif', 3]);
    expect((await sharp(await encodePicture(read)).metadata()).format).toBe('png');
  });
  it('grey JPEG: as grey', async () => {
    const file = await made().grayscale().toColorspace('b-w').jpeg().toBuffer();
    expect((await decodePicture(bytesOf(file))).channels).toBe(1);
  });
});
