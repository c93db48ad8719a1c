import { expectWithinPixelLimit, Picture, type PictureMetadata, uprightExif, uprightXmp } from '@cleargrain/core';
import { convertIndexedToRgb, decode } from 'fast-png';
import { alphaOfColour } from './alpha-of-colour.js';
import { exifOrientation } from './exif-orientation.js';
import { expectSoundChunks, pixelChunks, pngMetadata, transparentColour } from './png-chunks.js';
import { turnUpright } from './turn-upright.js';

/**
 * Reads a PNG file exactly, in its own depth, turned upright; fewer than 8 bits a sample become 8, a transparent
 * colour becomes alpha.
 * @throws ImageError when a chunk is damaged; what the decoder throws when its content is not valid.
 */
export function decodePng(bytes: Uint8Array): Picture {
  expectSoundChunks(bytes);
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  expectWithinPixelLimit(header.getUint32(16), header.getUint32(20));
  const { exif, xmp, ...others } = pngMetadata(bytes);
  const metadata = { ...others, ...(exif && { exif: uprightExif(exif) }), ...(xmp && { xmp: uprightXmp(xmp) }) };
  return turnUpright(decodeStored(bytes, metadata), exif === undefined ? 1 : exifOrientation(exif));
}

function decodeStored(bytes: Uint8Array, metadata: PictureMetadata): Picture {
  const png = decode(pixelChunks(bytes));
  const { width, height } = png;
  const depth = png.depth === 16 ? 16 : 8;
  const origin = { format: 'png', depth, metadata } as const;
  if (png.palette !== undefined) {
    const colours = png.palette;
    const hasAlpha = colours[0]?.length === 4;
    return new Picture({ width, height, channels: 3, hasAlpha, samples: Uint8Array.from(convertIndexedToRgb(png)), origin });
  }
  const samples = png.data instanceof Uint16Array ? png.data : Uint8Array.from(png.data);
  const spread = png.depth < 8 ? spreadGray(samples as Uint8Array, width, height, png.depth) : samples;
  const channels = png.channels <= 2 ? 1 : 3;
  const colour = png.channels === channels ? transparentColour(bytes, channels) : undefined;
  if (colour === undefined) return new Picture({ width, height, channels, hasAlpha: png.channels > channels, samples: spread, origin });
  // Only as many of its bits count as a sample has.
  const highest = 2 ** png.depth - 1;
  const spreadColour = colour.map((value) => (png.depth < 8 ? ((value & highest) * 255) / highest : value & highest));
  return new Picture({ width, height, channels, hasAlpha: true, samples: alphaOfColour(spread, depth, spreadColour), origin });
}

/** Grey samples of 1, 2 or 4 bits, packed row by row, as bytes from 0 to 255. */
function spreadGray(packed: Uint8Array, width: number, height: number, depth: number): Uint8Array {
  const stride = Math.ceil((width * depth) / 8);
  const highest = 2 ** depth - 1;
  const samples = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const value = (packed[y * stride + (bit >> 3)]! >> (8 - depth - (bit & 7))) & highest;
      samples[y * width + x] = (value * 255) / highest;
    }
  }
  return samples;
}
