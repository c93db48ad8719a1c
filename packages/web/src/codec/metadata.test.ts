import sharp from 'sharp';
import { expect, it } from 'vitest';
import { jpegMetadata, withJpegMetadata } from './jpeg-segments.js';
import { pngMetadata, withPngMetadata } from './png-chunks.js';

const bytes = (length: number, step: number) => Uint8Array.from({ length }, (_, index) => (index * step) % 256);
// A block as it begins in EXIF: byte order, 42, an empty directory.
const exif = Uint8Array.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const xmp = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');

const blank = (format: 'png' | 'jpeg') =>
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
  const file = withJpegMetadata(first, { icc, exif, xmp });
  expect(jpegMetadata(file)).toEqual({ icc, exif, xmp, components: 3 });
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
