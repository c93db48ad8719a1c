import { ImageError, type PictureMetadata } from '@cleargrain/core';
import { unzlibSync, zlibSync } from 'fflate';
import { joinBytes } from './join-bytes.js';

const xmpKeyword = 'XML:com.adobe.xmp';
const inchesPerMetre = 39.3701;
const signatureLength = 8;

const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** All of it, with length and checksum. */
  readonly whole: Uint8Array;
}

function* chunksOf(png: Uint8Array): Generator<Chunk> {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  for (let at = signatureLength; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > png.length) return;
    yield {
      type: String.fromCharCode(...png.subarray(at + 4, at + 8)),
      data: png.subarray(at + 8, at + 8 + length),
      whole: png.subarray(at, end),
    };
    at = end;
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(latin(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crcOf(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

const hexadecimal = (value: number) => value.toString(16).padStart(8, '0');

/**
 * Looks whether the chunks of a PNG file are as their checksums say.
 * @throws ImageError that names the first that is not.
 */
export function expectSoundChunks(png: Uint8Array): void {
  for (const { type, data, whole } of chunksOf(png)) {
    const stated = new DataView(whole.buffer, whole.byteOffset).getUint32(8 + data.length);
    const found = crcOf(whole.subarray(4, 8 + data.length));
    if (stated === found) continue;
    const at = whole.byteOffset - png.byteOffset;
    throw new ImageError(
      `damaged in its chunk ${type} at byte ${at}: expected the checksum ${hexadecimal(stated)}, received ${hexadecimal(found)}`,
    );
  }
}

function xmpOf({ type, data }: Chunk): Uint8Array | undefined {
  const keyword = xmpKeyword.length;
  if (type !== 'iTXt' && type !== 'zTXt') return undefined;
  if (String.fromCharCode(...data.subarray(0, keyword)) !== xmpKeyword) return undefined;
  // The standard says iTXt; some encoders use zTXt.
  if (type === 'zTXt') return unzlibSync(data.subarray(keyword + 2));
  const language = data.indexOf(0, keyword + 3);
  const text = data.subarray(data.indexOf(0, language + 1) + 1);
  return data[keyword + 1] === 1 ? unzlibSync(text) : text.slice();
}

/** Colour profile, EXIF, XMP and resolution of a PNG file (PNG, third edition, chunks iCCP, eXIf, iTXt, pHYs). */
export function pngMetadata(png: Uint8Array): PictureMetadata {
  let metadata: PictureMetadata = {};
  for (const found of chunksOf(png)) {
    const { type, data } = found;
    if (type === 'iCCP') metadata = { ...metadata, icc: unzlibSync(data.subarray(data.indexOf(0) + 2)) };
    if (type === 'eXIf') metadata = { ...metadata, exif: data.slice() };
    if (type === 'pHYs' && data[8] === 1) {
      metadata = { ...metadata, density: new DataView(data.buffer, data.byteOffset).getUint32(0) / inchesPerMetre };
    }
    const xmp = xmpOf(found);
    if (xmp !== undefined) metadata = { ...metadata, xmp };
  }
  return metadata;
}

/** The PNG file with this metadata in place of what it had. */
export function withPngMetadata(png: Uint8Array, { icc, exif, xmp, density }: PictureMetadata): Uint8Array {
  const replaced = ['iCCP', 'sRGB', 'pHYs', 'eXIf'];
  const kept = [...chunksOf(png)].filter((found) => !replaced.includes(found.type) && xmpOf(found) === undefined);
  const [header, ...others] = kept.map(({ whole }) => whole);
  const added: Uint8Array[] = [];
  if (icc !== undefined) added.push(chunk('iCCP', joinBytes([latin('icc\0\0'), zlibSync(icc)])));
  if (density !== undefined) {
    const data = new Uint8Array(9);
    const view = new DataView(data.buffer);
    view.setUint32(0, Math.round(density * inchesPerMetre));
    view.setUint32(4, Math.round(density * inchesPerMetre));
    data[8] = 1;
    added.push(chunk('pHYs', data));
  }
  // The chunk holds the block without the prefix that JPEG files give it.
  if (exif !== undefined) added.push(chunk('eXIf', exif[0] === 0x45 ? exif.subarray(6) : exif));
  if (xmp !== undefined) added.push(chunk('iTXt', joinBytes([latin(`${xmpKeyword}\0\0\0\0\0`), xmp])));
  return joinBytes([png.subarray(0, signatureLength), header!, ...added, ...others]);
}
