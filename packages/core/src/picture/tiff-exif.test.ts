import { expect, it } from 'vitest';
import { joinTiffPages } from './join-tiff-pages.js';
import { exifOfTiff, metadataEntries } from './tiff-exif.js';

const tiffWithExif = (file: Uint8Array, exif: Uint8Array) => joinTiffPages([{ file, entries: metadataEntries(exif, undefined) }]);

/** A big-endian block: Artist `me`, and an EXIF directory with an exposure time of 1/250 and an ISO speed of 800. */
function block(): Uint8Array {
  const view = new DataView(new ArrayBuffer(80));
  const entry = (at: number, tag: number, type: number, count: number, value: number, short = false) => {
    view.setUint16(at, tag);
    view.setUint16(at + 2, type);
    view.setUint32(at + 4, count);
    if (short) view.setUint16(at + 8, value);
    else view.setUint32(at + 8, value);
  };
  view.setUint32(0, 0x4d4d002a);
  view.setUint32(4, 8);
  view.setUint16(8, 3);
  entry(10, 0x0112, 3, 1, 6, true);
  entry(22, 315, 2, 3, 0x6d650000);
  entry(34, 34665, 4, 1, 50);
  view.setUint16(46, 0);
  view.setUint16(50, 1);
  entry(52, 0x829a, 5, 1, 72);
  view.setUint32(72, 1);
  view.setUint32(76, 250);
  return new Uint8Array(view.buffer);
}

it('turns a block of the other byte order, values and directories within, and leaves the orientation out', () => {
  const read = exifOfTiff(block());
  expect(read).toBeDefined();
  const view = new DataView(read?.buffer ?? new ArrayBuffer(0));
  expect([view.getUint16(0), view.getUint32(4, true), view.getUint16(8, true)]).toEqual([0x4949, 8, 2]);
  expect([view.getUint16(10, true), view.getUint8(18), view.getUint8(19)]).toEqual([315, 0x6d, 0x65]);
  expect(view.getUint16(22, true)).toBe(34665);
  const below = view.getUint32(30, true);
  expect([view.getUint16(below, true), view.getUint16(below + 2, true)]).toEqual([1, 0x829a]);
  const time = view.getUint32(below + 10, true);
  expect([view.getUint32(time, true), view.getUint32(time + 4, true)]).toEqual([1, 250]);
});

it('gives the same block back from the file it was put in', () => {
  const read = exifOfTiff(block())!;
  const empty = Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7);
  const file = tiffWithExif(empty, block());
  expect(file.subarray(8, empty.length)).toEqual(empty.subarray(8));
  expect(exifOfTiff(file)).toEqual(read);
});

it('leaves out what is damaged', () => {
  const whole = block();
  for (let length = 0; length < whole.length; length++) exifOfTiff(whole.subarray(0, length));
  expect(exifOfTiff(whole.subarray(0, 20))).toBeUndefined();
  const loop = block();
  new DataView(loop.buffer).setUint32(42, 8);
  expect(exifOfTiff(loop)?.length).toBeLessThan(200);
  const file = Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  expect(tiffWithExif(file, new Uint8Array(9))).toBe(file);
});
