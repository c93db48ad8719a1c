import type { Picture } from '@cleargrain/core';
import { portableMapHead } from './portable-map-head.js';

/** The PGM, PPM or PFM file of a picture without alpha: binary, white 255 or 65535 in PGM and PPM, little-endian floats in PFM. */
export function encodePortableMap({ width, height, channels, depth, samples }: Picture): Uint8Array {
  const head = portableMapHead({ width, height, channels, depth });
  const bytes = new Uint8Array(head.length + samples.byteLength);
  bytes.set(head);
  const view = new DataView(bytes.buffer, head.length);
  if (depth === 8) bytes.set(samples, head.length);
  else if (depth === 16) for (let i = 0; i < samples.length; i++) view.setUint16(i * 2, samples[i]!);
  else {
    const row = width * channels;
    for (let y = 0; y < height; y++) {
      for (let i = 0; i < row; i++) view.setFloat32(((height - 1 - y) * row + i) * 4, samples[y * row + i]!, true);
    }
  }
  return bytes;
}
