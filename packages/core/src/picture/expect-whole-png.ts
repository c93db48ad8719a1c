import { ImageError } from '../errors.js';

/** Bytes of a PNG file's signature, and of a chunk's length, name and check sum (PNG, sections 5.2 and 5.3). */
const signature = 8;
const around = 12;
const end = 'IEND';

/** Whether bytes begin as a PNG file does. */
export const isPng = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(1, 4)) === 'PNG';

/**
 * Looks whether a PNG file's last chunk is there. The codec library reads a file that ends behind its pixels in silence, and leaves out what came
 * behind them: text, EXIF and XMP may.
 * @throws ImageError when the file ends before.
 */
export async function expectWholePng(file: {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}): Promise<void> {
  for (let at = signature; at + around <= file.size; ) {
    const head = await file.read(at, 8);
    if (String.fromCharCode(...head.subarray(4)) === end) return;
    at += around + new DataView(head.buffer, head.byteOffset).getUint32(0);
  }
  throw new ImageError(`cut short: ${file.size} bytes that do not reach the last chunk (${end})`);
}
