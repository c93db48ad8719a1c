import sharp from 'sharp';
import { expect, it } from 'vitest';
import { avifMetadata } from './avif-boxes.js';
import { jpegMetadata, withJpegMetadata } from './jpeg-segments.js';
import { pngMetadata, withPngMetadata } from './png-chunks.js';
import { webpMetadata, withWebpMetadata } from './riff.js';

const bytes = (length: number, step: number) => Uint8Array.from({ length }, (_, index) => (index * step) % 256);
// A block as it begins in EXIF: byte order, 42, an empty directory.
const exif = Uint8Array.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const xmp = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');

const blank = (format: 'png' | 'jpeg' | 'webp') =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
    .toFormat(format)
    .toBuffer()
    .then((buffer) => new Uint8Array(buffer));

it('PNG: what is put in comes out, and the file is still one that others read', async () => {
  const icc = bytes(3000, 7);
  const file = withPngMetadata(await blank('png'), { icc, exif, xmp, density: 300 });
  const read = pngMetadata(file);
  expect(read).toEqual({ icc, exif, xmp, density: expect.closeTo(300, 1) });
  expect(await sharp(file).metadata()).toMatchObject({ format: 'png', width: 8, density: 300 });
});

it('JPEG: a profile of several segments is joined again, and takes the place of the one that was there', async () => {
  const icc = bytes(70_000, 13);
  const first = withJpegMetadata(await blank('jpeg'), { icc: bytes(500, 3) });
  const file = withJpegMetadata(first, { icc, exif, xmp, density: 300 });
  expect(jpegMetadata(file)).toEqual({ icc, exif, xmp, density: 300, components: 3 });
  expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', density: 300 });
  const { data } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  expect([...data.subarray(0, 3)]).toEqual([
    ...(
      await sharp(await blank('jpeg'))
        .raw()
        .toBuffer()
    ).subarray(0, 3),
  ]);
  expect(jpegMetadata(withJpegMetadata(file, {}))).toEqual({ components: 3 });
});

it('JPEG: a profile of which a part is missing is left out', async () => {
  const file = withJpegMetadata(await blank('jpeg'), { icc: bytes(150_000, 13), xmp });
  const whole = jpegMetadata(file);
  expect(whole.icc).toEqual(bytes(150_000, 13));
  for (const number of [1, 2, 3]) {
    // The name of a part, spoiled, is that of nothing.
    const at = Buffer.from(file).indexOf(Buffer.from([...Buffer.from('ICC_PROFILE\0'), number, 3]));
    const without = Uint8Array.from(file);
    without[at] = 0;
    expect(jpegMetadata(without), `part ${number}`).toEqual({ xmp, density: whole.density, components: 3 });
  }
});

it('WebP: the simple format becomes the extended one, and loses it again', async () => {
  const icc = (
    await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
      .withIccProfile('srgb')
      .png()
      .toBuffer()
      .then((png) => sharp(png).metadata())
  ).icc!;
  const simple = await blank('webp');
  for (const odd of [exif, joined(exif)]) {
    const file = withWebpMetadata(simple, 8, 8, { icc, exif: odd, xmp });
    expect(webpMetadata(file).metadata).toEqual({ icc: new Uint8Array(icc), exif: odd, xmp });
    const read = await sharp(file).metadata();
    expect(read).toMatchObject({ format: 'webp', width: 8, height: 8, hasAlpha: false });
    expect([new Uint8Array(read.icc!), new Uint8Array(read.xmp!)]).toEqual([new Uint8Array(icc), xmp]);
    expect(await sharp(file).raw().toBuffer()).toEqual(await sharp(simple).raw().toBuffer());
    expect(withWebpMetadata(file, 8, 8, {})).toEqual(simple);
  }
  const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#0f04' } })
    .webp({ lossless: true })
    .toBuffer();
  const file = withWebpMetadata(new Uint8Array(clear), 8, 8, { xmp });
  expect(await sharp(file).metadata()).toMatchObject({ hasAlpha: true });
  expect(webpMetadata(file).lossless).toBe(true);
});

const joined = (block: Uint8Array) => Uint8Array.from([...block, 0]);

it('AVIF: profile, EXIF and XMP are found; a damaged file says nothing', async () => {
  const packet = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';
  const file = new Uint8Array(
    await sharp({ create: { width: 16, height: 16, channels: 3, background: 'teal' } })
      .withIccProfile('srgb')
      .withExif({ IFD0: { Artist: 'somebody' } })
      .withXmp(packet)
      .avif({ effort: 0 })
      .toBuffer(),
  );
  const [found, expected] = [avifMetadata(file), await sharp(file).metadata()];
  expect(found.icc).toEqual(new Uint8Array(expected.icc!));
  expect(new TextDecoder().decode(found.xmp)).toBe(new TextDecoder().decode(expected.xmp));
  // The library puts the prefix of JPEG before the block.
  expect(found.exif).toEqual(new Uint8Array(expected.exif!).subarray(expected.exif![0] === 0x45 ? 6 : 0));
  for (let length = 0; length < file.length; length += 7) avifMetadata(file.subarray(0, length));
  expect(avifMetadata(file.subarray(0, 60))).toEqual({});
});
