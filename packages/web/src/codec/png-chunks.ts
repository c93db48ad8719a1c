import { ImageError, type PictureMetadata } from '@cleargrain/core';
import { unzlibSync, zlibSync } from 'fflate';
import { joinBytes } from './join-bytes.js';
import { latinBytes, latinText } from './latin-text.js';

const xmpKeyword = 'XML:com.adobe.xmp';
const inchesPerMetre = 39.3701;
const signatureLength = 8;

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
      type: latinText(png, at + 4, at + 8),
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
  bytes.set(latinBytes(type), 4);
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

/** The content of compressed bytes; undefined when they are damaged. */
function inflated(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return unzlibSync(bytes);
  } catch {
    return undefined;
  }
}

const holdsXmp = ({ type, data }: Chunk): boolean =>
  (type === 'iTXt' || type === 'zTXt') && latinText(data, 0, xmpKeyword.length) === xmpKeyword;

function xmpOf({ type, data }: Chunk): Uint8Array | undefined {
  const keyword = xmpKeyword.length;
  // The standard says iTXt; some encoders use zTXt.
  if (type === 'zTXt') return inflated(data.subarray(keyword + 2));
  const language = data.indexOf(0, keyword + 3);
  const text = data.subarray(data.indexOf(0, language + 1) + 1);
  return data[keyword + 1] === 1 ? inflated(text) : text.slice();
}

/** Colour profile, EXIF, XMP and resolution of a PNG file (PNG, third edition, chunks iCCP, eXIf, iTXt, pHYs); what is damaged is left out. */
export function pngMetadata(png: Uint8Array): PictureMetadata {
  let metadata: PictureMetadata = {};
  for (const found of chunksOf(png)) {
    const { type, data } = found;
    const icc = type === 'iCCP' ? inflated(data.subarray(data.indexOf(0) + 2)) : undefined;
    if (icc !== undefined) metadata = { ...metadata, icc };
    if (type === 'eXIf') metadata = { ...metadata, exif: data.slice() };
    if (type === 'pHYs' && data[8] === 1) {
      metadata = { ...metadata, density: new DataView(data.buffer, data.byteOffset).getUint32(0) / inchesPerMetre };
    }
    const xmp = holdsXmp(found) ? xmpOf(found) : undefined;
    if (xmp !== undefined) metadata = { ...metadata, xmp };
  }
  return metadata;
}

/** The colour that is transparent in a PNG file without a palette: one number of the file's own depth a channel (chunk tRNS). */
export function transparentColour(png: Uint8Array, channels: 1 | 3): readonly number[] | undefined {
  const found = [...chunksOf(png)].find(({ type }) => type === 'tRNS')?.data;
  if (found === undefined || found.length < channels * 2) return undefined;
  return Array.from({ length: channels }, (_, channel) => found[channel * 2]! * 256 + found[channel * 2 + 1]!);
}

/** The PNG file with nothing but its pixels, and the alpha of a palette: a decoder may stumble over the rest. */
export function pixelChunks(png: Uint8Array): Uint8Array {
  const hasPalette = png[signatureLength + 17] === 3;
  // The name of a chunk that no pixel can do without begins with a capital.
  const kept = [...chunksOf(png)].filter(({ type }) => /^[A-Z]/.test(type) || (type === 'tRNS' && hasPalette));
  return joinBytes([png.subarray(0, signatureLength), ...kept.map(({ whole }) => whole)]);
}

/** The PNG file with this metadata in place of what it had. */
export function withPngMetadata(png: Uint8Array, { icc, exif, xmp, density }: PictureMetadata): Uint8Array {
  const replaced = ['iCCP', 'sRGB', 'pHYs', 'eXIf'];
  const kept = [...chunksOf(png)].filter((found) => !replaced.includes(found.type) && !holdsXmp(found));
  const [header, ...others] = kept.map(({ whole }) => whole);
  const added: Uint8Array[] = [];
  if (icc !== undefined) added.push(chunk('iCCP', joinBytes([latinBytes('icc\0\0'), zlibSync(icc)])));
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
  if (xmp !== undefined) added.push(chunk('iTXt', joinBytes([latinBytes(`${xmpKeyword}\0\0\0\0\0`), xmp])));
  return joinBytes([png.subarray(0, signatureLength), header!, ...added, ...others]);
}
