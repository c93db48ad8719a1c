import { ImageError } from '@cleargrain/core/picture';
import type { DicomLayout } from './dicom-layout.js';

/**
 * Decodes a frame of the RLE transfer syntax (PS3.5, annex G: one segment of PackBits for each byte of a sample, the most significant first)
 * into little-endian samples; colour comes interleaved.
 * @throws ImageError when a segment is missing or short.
 */
export function decodeRunLengths(frame: Uint8Array, target: Uint8Array, { width, height, channels, allocated, planar }: DicomLayout): void {
  const pixels = width * height;
  const wide = allocated / 8;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  const count = frame.length < 64 ? 0 : view.getUint32(0, true);
  if (count !== channels * wide) throw new ImageError(`${count} segments in a frame, expected ${channels * wide}`);
  for (let segment = 0; segment < count; segment++) {
    const channel = Math.floor(segment / wide);
    const byte = wide - 1 - (segment % wide);
    const [first, step] = planar ? [channel * pixels * wide, wide] : [channel * wide, channels * wide];
    let at = view.getUint32(4 + segment * 4, true);
    let pixel = 0;
    const put = (value: number) => {
      if (pixel < pixels) target[first + byte + pixel * step] = value;
      pixel++;
    };
    while (pixel < pixels && at < frame.length) {
      const code = view.getInt8(at++);
      if (code >= 0) for (let i = 0; i <= code && at < frame.length; i++) put(frame[at++]!);
      else if (code > -128 && at < frame.length) {
        const value = frame[at++]!;
        for (let i = 0; i <= -code; i++) put(value);
      }
    }
    if (pixel < pixels) throw new ImageError(`cut short: ${pixel} samples in a segment, expected ${pixels}`);
  }
}
