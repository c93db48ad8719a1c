import { Picture } from '@cleargrain/core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { bytesOf } from './bytes-of.js';
import { decodePicture } from './decode-picture.js';
import { encodePicture } from './encode-picture.js';

const width = 24;
const height = 16;
const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r tiff:Orientation="6">ü</r></x:xmpmeta>';
const samples = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 79) % 256);

async function profile(name: 'p3' | 'srgb'): Promise<Uint8Array> {
  const file = await sharp(samples, { raw: { width, height, channels: 3 } })
    .withIccProfile(name)
    .png()
    .toBuffer();
  return bytesOf((await sharp(file).metadata()).icc ?? Buffer.alloc(0));
}

async function exif(orientation: number): Promise<Uint8Array> {
  const file = await sharp(samples, { raw: { width, height, channels: 3 } })
    .withExif({ IFD0: { Artist: 'somebody', Orientation: String(orientation) }, IFD2: { LensModel: 'a lens' } })
    .jpeg()
    .toBuffer();
  return bytesOf((await sharp(file).metadata()).exif ?? Buffer.alloc(0));
}

async function picture(depth: 8 | 16 | 32 = 8): Promise<Picture> {
  const metadata = { icc: await profile('p3'), exif: await exif(1), xmp: new TextEncoder().encode(xmp), density: 300 };
  return new Picture({ width, height, channels: 3, samples, origin: { format: 'png', depth: 8, metadata } }).inDepth(depth);
}

describe('colour profile, EXIF, XMP and resolution', () => {
  it.each([
    ['png', 8],
    ['png', 16],
    ['jpeg', 8],
    ['webp', 8],
    ['avif', 8],
    ['tiff', 8],
    ['tiff', 16],
    ['tiff', 32],
  ] as const)('survive in %s of %i bits, twice', async (format, depth) => {
    const first = await picture(depth);
    const second = await decodePicture(await encodePicture(first, { format }));
    const third = await decodePicture(await encodePicture(second));
    for (const { origin } of [second, third]) {
      expect(origin.metadata.icc).toEqual(first.origin.metadata.icc);
      expect(Buffer.from(origin.metadata.xmp ?? []).toString()).toContain('ü</r>');
      if (format !== 'webp' && format !== 'avif') expect(origin.metadata.density).toBe(300);
      const block = Buffer.from(origin.metadata.exif ?? []).toString('latin1');
      expect(block).toContain('somebody');
      expect(block).toContain('a lens');
    }
    if (format === 'png' || format === 'tiff') expect(third.samples).toEqual(first.samples);
  });

  it('survive as far as they fit a grey picture: a profile for colour is left out', async () => {
    const color = await picture();
    const gray = new Picture({ width, height, channels: 1, samples: samples.subarray(0, width * height), origin: color.origin });
    for (const format of ['png', 'jpeg', 'tiff'] as const) {
      const back = await decodePicture(await encodePicture(gray, { format }));
      expect([back.channels, back.origin.metadata.icc]).toEqual([1, undefined]);
      expect(Buffer.from(back.origin.metadata.exif ?? []).toString('latin1')).toContain('somebody');
    }
  });

  it('go from TIFF to JPEG and back', async () => {
    const tiff = await encodePicture(await picture(), { format: 'tiff' });
    const jpeg = await encodePicture(await decodePicture(tiff), { format: 'jpeg' });
    const again = await decodePicture(await encodePicture(await decodePicture(jpeg), { format: 'tiff', depth: 16 }));
    expect(again.depth).toBe(16);
    for (const word of ['somebody', 'a lens']) expect(Buffer.from(again.origin.metadata.exif ?? []).toString('latin1')).toContain(word);
  });

  it('are not invented', async () => {
    const plain = new Picture({ width, height, channels: 3, samples, origin: { format: 'png', depth: 8, metadata: {} } });
    for (const format of ['png', 'jpeg', 'webp', 'tiff'] as const) {
      const { icc, exif: block, xmp: packet } = (await decodePicture(await encodePicture(plain, { format }))).origin.metadata;
      expect([icc, block, packet]).toEqual([undefined, undefined, undefined]);
    }
  });
});

it('leaves the samples of a wide-gamut picture alone', async () => {
  const wide = await decodePicture(await encodePicture(await picture()));
  expect(wide.origin.metadata.icc?.length).toBeGreaterThan(100);
  expect(wide.samples).toEqual(samples);
});

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i', (orientation) => {
  it('is applied once: the picture stands upright and says so', async () => {
    const file = bytesOf(
      await sharp(samples, { raw: { width, height, channels: 3 } })
        .withExif({ IFD0: { Artist: 'somebody', Orientation: String(orientation) } })
        .withMetadata({ orientation })
        .png()
        .toBuffer(),
    );
    const upright = await sharp(file).autoOrient().raw().toBuffer({ resolveWithObject: true });
    const read = await decodePicture(file);
    expect([read.width, read.height]).toEqual([upright.info.width, upright.info.height]);
    expect(read.samples).toEqual(bytesOf(upright.data));
    const written = await encodePicture(read);
    expect((await sharp(written).metadata()).orientation ?? 1).toBe(1);
    expect((await decodePicture(written)).samples).toEqual(read.samples);
  });
});

it('turns the orientation in XMP to 1 too', async () => {
  const back = await decodePicture(await encodePicture(await picture()));
  expect(Buffer.from(back.origin.metadata.xmp ?? []).toString()).toBe(xmp.replace('"6"', '"1"'));
});

it('gives AVIF whose colours are told by number a profile for Display P3, and refuses those of HDR', async () => {
  const file = await sharp(samples, { raw: { width, height, channels: 3 } })
    .avif()
    .toBuffer();
  const coded = (primaries: number, transfer: number) => {
    const box = Buffer.from([0, 0, 0, 19, ...Buffer.from('colrnclx'), 0, primaries, 0, transfer, 0, 6, 0x80]);
    const properties = file.indexOf('ipco') - 4;
    const end = properties + file.readUInt32BE(properties);
    const pixels = file.indexOf('mdat') + 4;
    const changed = Buffer.concat([file.subarray(0, end), box, file.subarray(end)]);
    for (const name of ['meta', 'iprp', 'ipco']) {
      const at = file.indexOf(name) - 4;
      changed.writeUInt32BE(file.readUInt32BE(at) + box.length, at);
    }
    // Where the pixels lie, as the file's table of places says.
    const place = Buffer.alloc(4);
    place.writeUInt32BE(pixels);
    changed.writeUInt32BE(pixels + box.length, file.indexOf(place, file.indexOf('iloc')));
    return decodePicture(bytesOf(changed), { name: 'a.avif' });
  };
  expect((await coded(1, 13)).origin.metadata.icc).toBeUndefined();
  expect((await coded(12, 13)).origin.metadata.icc).toEqual(await profile('p3'));
  await expect(coded(9, 16)).rejects.toThrow('a.avif: colours of primaries 9 and transfer 16 (ITU-T H.273), expected sRGB');
});

it('writes a CMYK picture as sRGB, without the profile of its ink', async () => {
  const file = await sharp(samples, { raw: { width, height, channels: 3 } })
    .toColorspace('cmyk')
    .withIccProfile('cmyk')
    .jpeg({ quality: 100 })
    .toBuffer();
  expect((await sharp(file).metadata()).space).toBe('cmyk');
  const read = await decodePicture(bytesOf(file));
  expect([read.channels, read.hasAlpha, read.origin.metadata.icc]).toEqual([3, false, undefined]);
});

describe('JPEG', () => {
  it.each([5, 30, 50, 75, 90, 95, 100])('keeps quality %i', async (quality) => {
    for (const chromaSubsampling of ['4:2:0', '4:4:4']) {
      const file = await sharp(samples, { raw: { width, height, channels: 3 } })
        .jpeg({ quality, chromaSubsampling })
        .toBuffer();
      const read = await decodePicture(bytesOf(file));
      expect(read.origin).toMatchObject({ jpegQuality: quality, chromaSubsampling });
      expect((await decodePicture(await encodePicture(read))).origin).toMatchObject({ jpegQuality: quality, chromaSubsampling });
      expect((await decodePicture(await encodePicture(read, { quality: 40 }))).origin.jpegQuality).toBe(40);
    }
  });
});
