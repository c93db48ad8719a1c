import { deflateSync } from 'node:zlib';
import type { PictureMetadata } from '@cleargrain/core';
import { bytesOf } from './bytes-of.js';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const colorTypes = { 1: 0, 2: 4, 3: 2, 4: 6 } as const;

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const bigEndian = (...values: readonly number[]) => Uint8Array.from(values.flatMap((v) => [v >>> 24, v >>> 16, v >>> 8, v]));

const join = (parts: readonly Uint8Array[]): Uint8Array => bytesOf(Buffer.concat(parts));

function chunk(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = join([ascii(type), ...parts]);
  return join([bigEndian(body.length - 4), body, bigEndian(crc32(body))]);
}

/**
 * A black PNG of one pixel that holds metadata (not the resolution): the encoder takes metadata only from an image file, and raw samples have none.
 * `bands` as in the picture; `bits` a sample.
 */
export function metadataCarrier({ icc, exif, xmp }: PictureMetadata, bands: 1 | 2 | 3 | 4, bits: 8 | 16): Uint8Array {
  return join([
    Uint8Array.from(signature),
    chunk('IHDR', bigEndian(1, 1), Uint8Array.of(bits, colorTypes[bands], 0, 0, 0)),
    ...(icc ? [chunk('iCCP', ascii('icc\0\0'), bytesOf(deflateSync(icc)))] : []),
    ...(exif ? [chunk('eXIf', exif[0] === 0x45 ? exif.subarray(6) : exif)] : []),
    ...(xmp ? [chunk('iTXt', ascii('XML:com.adobe.xmp\0\0\0\0\0'), xmp)] : []),
    chunk('IDAT', bytesOf(deflateSync(new Uint8Array(1 + (bands * bits) / 8)))),
    chunk('IEND'),
  ]);
}
