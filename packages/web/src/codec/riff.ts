import type { PictureMetadata } from '@cleargrain/core';
import { joinBytes } from './join-bytes.js';
import { latinBytes, latinText } from './latin-text.js';

/** A chunk of a RIFF file. */
export interface RiffChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** The chunks of a WebP file, in order; empty when the bytes are not one. */
export function webpChunks(bytes: Uint8Array): RiffChunk[] {
  if (bytes.length < 12 || latinText(bytes, 0, 4) !== 'RIFF' || latinText(bytes, 8, 12) !== 'WEBP') return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const chunks: RiffChunk[] = [];
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    chunks.push({ type: latinText(bytes, at, at + 4), data: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size & 1);
  }
  return chunks;
}

/** Colour profile, EXIF and XMP of a WebP file, and whether its pixels are stored without loss. */
export function webpMetadata(bytes: Uint8Array): { readonly metadata: PictureMetadata; readonly lossless: boolean } {
  const chunks = webpChunks(bytes);
  const find = (type: string) => chunks.find((chunk) => chunk.type === type)?.data.slice();
  const [icc, exif, xmp] = [find('ICCP'), find('EXIF'), find('XMP ')];
  const lossless = chunks.some(({ type }) => type === 'VP8L');
  return { metadata: { ...(icc && { icc }), ...(exif && { exif }), ...(xmp && { xmp }) }, lossless };
}

function chunkBytes({ type, data }: RiffChunk): Uint8Array {
  const header = new Uint8Array(8);
  header.set(latinBytes(type));
  new DataView(header.buffer).setUint32(4, data.length, true);
  return joinBytes([header, data, new Uint8Array(data.length & 1)]);
}

const flags = { icc: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04 } as const;

function hasAlpha(chunks: readonly RiffChunk[]): boolean {
  const extended = chunks.find(({ type }) => type === 'VP8X');
  if (extended !== undefined) return (extended.data[0]! & flags.alpha) !== 0;
  const lossless = chunks.find(({ type }) => type === 'VP8L');
  return lossless !== undefined && (lossless.data[4]! & 0x10) !== 0;
}

/** The WebP file of that size with this metadata in place of what it had (RFC 9649, section 2.7: the extended format). */
export function withWebpMetadata(webp: Uint8Array, width: number, height: number, metadata: PictureMetadata): Uint8Array {
  const chunks = webpChunks(webp);
  const { icc, xmp } = metadata;
  // Inside WebP the block has no prefix.
  const exif = metadata.exif?.[0] === 0x45 ? metadata.exif.subarray(6) : metadata.exif;
  const pixels = chunks.filter(({ type }) => !['VP8X', 'ICCP', 'EXIF', 'XMP '].includes(type));
  const alpha = hasAlpha(chunks);
  const header = new Uint8Array(10);
  header[0] = (icc ? flags.icc : 0) | (alpha ? flags.alpha : 0) | (exif ? flags.exif : 0) | (xmp ? flags.xmp : 0);
  const view = new DataView(header.buffer);
  for (const [at, size] of [
    [4, width - 1],
    [7, height - 1],
  ] as const) {
    view.setUint16(at, size & 0xffff, true);
    view.setUint8(at + 2, size >> 16);
  }
  const body = joinBytes([
    latinBytes('WEBP'),
    ...[
      ...(header[0] === 0 ? [] : [{ type: 'VP8X', data: header }]),
      ...(icc ? [{ type: 'ICCP', data: icc }] : []),
      ...pixels,
      ...(exif ? [{ type: 'EXIF', data: exif }] : []),
      ...(xmp ? [{ type: 'XMP ', data: xmp }] : []),
    ].map(chunkBytes),
  ]);
  const start = new Uint8Array(8);
  start.set(latinBytes('RIFF'));
  new DataView(start.buffer).setUint32(4, body.length, true);
  return joinBytes([start, body]);
}
