import { ImageError } from '@cleargrain/core';

/** Bytes of a PNG file's signature, and of a chunk's length, name and check sum (PNG, sections 5.2 and 5.3). */
const signature = 8;
const around = 12;
const end = 'IEND';

/**
 * Looks whether a PNG file's last chunk is there. The codec library reads a file that ends behind its pixels in silence, and leaves out what came
 * behind them: text, EXIF and XMP may.
 * @throws ImageError when the file ends before.
 */
export function expectWholePng(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = signature; at + around <= bytes.length; at += around + view.getUint32(at)) {
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === end) return;
  }
  throw new ImageError(`cut short: ${bytes.length} bytes that do not reach the last chunk (${end})`);
}
