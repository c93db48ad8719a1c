import type { PictureMetadata } from '@cleargrain/core';
import { joinBytes } from './join-bytes.js';
import { latinBytes, latinText } from './latin-text.js';

const jfifName = 'JFIF\0';
const exifName = 'Exif\0\0';
const xmpName = 'http://ns.adobe.com/xap/1.0/\0';
const iccName = 'ICC_PROFILE\0';
const mostInSegment = 65533;
const applicationZero = 0xe0;
const applicationOne = 0xe1;
const applicationTwo = 0xe2;
const startOfScan = 0xda;

const startsWith = (data: Uint8Array, name: string): boolean => latinText(data, 0, name.length) === name;

interface Segment {
  readonly marker: number;
  readonly data: Uint8Array;
  /** Where the segment begins and ends in the file. */
  readonly start: number;
  readonly end: number;
}

function* segmentsOf(jpeg: Uint8Array): Generator<Segment> {
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1]!;
    if (marker === startOfScan) return;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = jpeg[at + 2]! * 256 + jpeg[at + 3]!;
    yield { marker, data: jpeg.subarray(at + 4, at + 2 + length), start: at, end: at + 2 + length };
    at += 2 + length;
  }
}

/** Pixels per inch of a JFIF header (ITU-T T.871, section 10.1: unit 1 is the inch, 2 the centimetre). */
function densityIn(data: Uint8Array): { readonly density?: number } {
  const density = (data[8]! * 256 + data[9]!) * (data[7] === 2 ? 2.54 : 1);
  return (data[7] === 1 || data[7] === 2) && density > 1 ? { density } : {};
}

/** The JFIF header with that many pixels per inch; without a number, with none stated. */
function withDensity(header: Uint8Array, density: number | undefined): Uint8Array {
  const result = header.slice();
  const value = density === undefined ? 1 : Math.min(65535, Math.round(density));
  // Marker and length stand before the name.
  result.set([density === undefined ? 0 : 1, value >> 8, value & 255, value >> 8, value & 255], 4 + 7);
  return result;
}

/** A profile of its segments, each with its number, from 1, and their count (ICC.1, annex B.4); undefined unless all are there. */
function joinProfile(segments: readonly Uint8Array[]): Uint8Array | undefined {
  const parts = new Map(segments.map((data) => [data[0], data.subarray(2)]));
  const count = segments[0]?.[1] ?? 0;
  const ordered = Array.from({ length: count }, (_, index) => parts.get(index + 1)).filter((part) => part !== undefined);
  return count > 0 && ordered.length === count ? joinBytes(ordered) : undefined;
}

/**
 * What a JPEG file holds beside its pixels. The EXIF block comes as it is, with the file's orientation;
 * a profile of which a part is missing is left out.
 */
export function jpegMetadata(jpeg: Uint8Array): PictureMetadata & { readonly components: number } {
  let metadata: PictureMetadata = {};
  let components = 3;
  const profile: Uint8Array[] = [];
  for (const { marker, data } of segmentsOf(jpeg)) {
    if (marker === applicationZero && startsWith(data, jfifName)) metadata = { ...metadata, ...densityIn(data) };
    if (marker === applicationOne && startsWith(data, exifName)) metadata = { ...metadata, exif: data.slice(exifName.length) };
    if (marker === applicationOne && startsWith(data, xmpName)) metadata = { ...metadata, xmp: data.slice(xmpName.length) };
    if (marker === applicationTwo && startsWith(data, iccName)) profile.push(data.subarray(iccName.length));
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) components = data[5] ?? components;
  }
  const icc = joinProfile(profile);
  return { ...metadata, ...(icc && { icc }), components };
}

function segment(marker: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const data = joinBytes(parts);
  const length = data.length + 2;
  return joinBytes([Uint8Array.of(0xff, marker, length >> 8, length & 255), data]);
}

/** The JPEG file with this metadata in place of what it had; a block that does not fit into a segment is left out. */
export function withJpegMetadata(jpeg: Uint8Array, { icc, exif, xmp, density }: PictureMetadata): Uint8Array {
  const added: Uint8Array[] = [];
  const add = (name: string, block: Uint8Array) => {
    if (name.length + block.length <= mostInSegment) added.push(segment(applicationOne, latinBytes(name), block));
  };
  if (exif !== undefined) add(exifName, exif[0] === 0x45 ? exif.subarray(exifName.length) : exif);
  if (xmp !== undefined) add(xmpName, xmp);
  if (icc !== undefined) {
    const size = mostInSegment - iccName.length - 2;
    const count = Math.ceil(icc.length / size);
    for (let index = 0; index < count; index++) {
      const part = icc.subarray(index * size, (index + 1) * size);
      added.push(segment(applicationTwo, latinBytes(iccName), Uint8Array.of(index + 1, count), part));
    }
  }
  // The browser puts in a profile of its own, which need not be the picture's.
  const headers: Uint8Array[] = [];
  const kept: Uint8Array[] = [];
  let end = 2;
  for (const found of segmentsOf(jpeg)) {
    end = found.end;
    if (found.marker === applicationOne || found.marker === applicationTwo) continue;
    const whole = jpeg.subarray(found.start, found.end);
    if (found.marker === applicationZero && startsWith(found.data, jfifName)) headers.push(withDensity(whole, density));
    else kept.push(whole);
  }
  if (density !== undefined && headers.length === 0) {
    const blank = segment(applicationZero, latinBytes(jfifName), Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0, 0));
    headers.push(withDensity(blank, density));
  }
  return joinBytes([jpeg.subarray(0, 2), ...headers, ...added, ...kept, jpeg.subarray(end)]);
}
