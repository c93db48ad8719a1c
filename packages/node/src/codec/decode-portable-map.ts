import { expectWithinPixelLimit, ImageError, Picture, type Samples } from '@cleargrain/core';
import { type PortableMapHeader, readPortableMapHeader } from './portable-map-header.js';

/**
 * Reads a PGM or PPM file (text or binary, any largest value) or a PFM file. White becomes 255 when the largest value is at most that, else
 * 65535. The scale of a PFM file, of which only the sign is commonly used, is not applied.
 * @throws ImageError when the head is not valid, samples are missing, or the picture has more pixels than may be read.
 */
export function decodePortableMap(bytes: Uint8Array): Picture {
  const header = readPortableMapHeader(bytes);
  const { width, height, channels, coding, white } = header;
  expectWithinPixelLimit(width, height);
  const depth = coding.endsWith('floats') ? 32 : white > 255 ? 16 : 8;
  const count = width * height * channels;
  // A number of text takes two bytes at least, but for the last.
  const needed = coding === 'text' ? count * 2 - 1 : (count * depth) / 8;
  if (bytes.length - header.start < needed) {
    throw new ImageError(`cut short: ${Math.max(0, bytes.length - header.start)} bytes of samples, expected ${needed}`);
  }
  const format = depth === 32 ? 'pfm' : 'pnm';
  const picture = Picture.create({ width, height, channels, depth, origin: { format, depth, metadata: {} } });
  if (coding === 'text') readText(bytes, header, picture.samples);
  else if (depth === 32) readFloats(bytes, header, picture.samples);
  else readIntegers(bytes, header, picture.samples);
  return picture;
}

function readIntegers(bytes: Uint8Array, { start, white }: PortableMapHeader, samples: Samples): void {
  const full = white > 255 ? 65535 : 255;
  for (let i = 0; i < samples.length; i++) {
    const value = white > 255 ? bytes[start + i * 2]! * 256 + bytes[start + i * 2 + 1]! : bytes[start + i]!;
    samples[i] = spread(value, white, full);
  }
}

function readText(bytes: Uint8Array, { start, white }: PortableMapHeader, samples: Samples): void {
  const full = white > 255 ? 65535 : 255;
  let at = start;
  for (let i = 0; i < samples.length; i++) {
    while (at < bytes.length && bytes[at]! <= 32) at++;
    const from = at;
    let value = 0;
    while (at < bytes.length && bytes[at]! >= 48 && bytes[at]! <= 57 && at - from < 6) value = value * 10 + bytes[at++]! - 48;
    if (at === from || (at < bytes.length && bytes[at]! > 32))
      throw new ImageError(`sample ${i} is not a number, expected ${samples.length}`);
    samples[i] = spread(value, white, full);
  }
}

/** PFM has the lowest row first. */
function readFloats(bytes: Uint8Array, { start, width, height, channels, coding }: PortableMapHeader, samples: Samples): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  const row = width * channels;
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < row; i++) {
      samples[y * row + i] = view.getFloat32(((height - 1 - y) * row + i) * 4, coding === 'little-endian floats');
    }
  }
}

function spread(value: number, white: number, full: number): number {
  if (value > white) throw new ImageError(`a sample of ${value}, expected at most ${white}`);
  return white === full ? value : Math.round((value * full) / white);
}
