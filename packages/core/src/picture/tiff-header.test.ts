import { expect, it } from 'vitest';
import { ImageError } from '../errors.js';
import { tiffFileSize, tiffHeaderSize } from './tiff-header.js';

const shape = (height: number) => ({ width: 18000, height, bands: 3, depth: 32 }) as const;

it('is refused, in one line, from where its offsets of 32 bits end', () => {
  const most = shape(19883);
  expect(tiffFileSize(most, {})).toBe(tiffHeaderSize(most) + 18000 * 19883 * 12);
  const size = () => tiffFileSize(shape(20000), {});
  expect(size).toThrow(ImageError);
  expect(size).toThrow(/^cannot be written as tiff: 18000×20000 pixels of 3 × 32 bits make \d+ bytes, expected less than 4294967296$/);
});

it('counts the profile, the XMP packet and the EXIF block', () => {
  const layout = shape(19883);
  const more = new Uint8Array(2 ** 20);
  expect(tiffFileSize(shape(10), { icc: more, xmp: more }) - tiffFileSize(shape(10), {})).toBe(2 ** 21);
  for (const name of ['icc', 'xmp', 'exif']) expect(() => tiffFileSize(layout, { [name]: more }), name).toThrow(ImageError);
});
