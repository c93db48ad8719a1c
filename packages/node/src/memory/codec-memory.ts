import type { ImageFormat } from '@cleargrain/core';

/** What of a file decides how much of it its decoder holds. */
export interface DecodedFile {
  readonly format: ImageFormat | 'gif';
  /** Bytes of one pixel's samples as they come out: bands times depth. */
  readonly pixelBytes: number;
  /** JPEG and PNG that get finer pass by pass, or a PNM file of text. */
  readonly inPasses: boolean;
  /** Whether EXIF turns or mirrors it. */
  readonly turned: boolean;
}

/** What a codec holds of a picture beside a few rows, in bytes a pixel, and what to call the reason. */
export interface CodecMemory {
  readonly bytesPerPixel: number;
  readonly reason?: string;
}

// Measured by bench/codec-memory.mjs, rounded up.

/** What decoding holds. */
export function decodingMemory({ format, pixelBytes, inPasses, turned }: DecodedFile): CodecMemory {
  const turning = turned ? { bytesPerPixel: 1.2 * pixelBytes, reason: 'turned by its EXIF orientation' } : undefined;
  const own = ownMemory(format, pixelBytes, inPasses);
  if (turning === undefined) return own;
  return { bytesPerPixel: own.bytesPerPixel + turning.bytesPerPixel, reason: own.reason ?? turning.reason };
}

function ownMemory(format: DecodedFile['format'], pixelBytes: number, inPasses: boolean): CodecMemory {
  switch (format) {
    case 'jpeg':
      return inPasses ? { bytesPerPixel: 2.5 * pixelBytes, reason: 'a progressive JPEG' } : { bytesPerPixel: 1 };
    case 'png':
      return inPasses ? { bytesPerPixel: 1.5 * pixelBytes, reason: 'an interlaced PNG' } : { bytesPerPixel: 1 };
    case 'webp':
      return { bytesPerPixel: 10, reason: 'a WebP file' };
    case 'avif':
      return { bytesPerPixel: 8 * pixelBytes, reason: 'an AVIF file' };
    case 'gif':
      return { bytesPerPixel: 10, reason: 'a GIF' };
    case 'pnm':
      return inPasses ? { bytesPerPixel: 12, reason: 'a PNM file of text' } : { bytesPerPixel: 0 };
    default:
      return { bytesPerPixel: 1 };
  }
}

/** What encoding holds. */
export function encodingMemory(format: ImageFormat, lossless: boolean): CodecMemory {
  switch (format) {
    case 'webp':
      return { bytesPerPixel: lossless ? 40 : 16, reason: 'WebP' };
    case 'avif':
      return { bytesPerPixel: 80, reason: 'AVIF' };
    case 'jxl':
      // Not measured.
      return { bytesPerPixel: 60, reason: 'JPEG XL' };
    default:
      return { bytesPerPixel: 1 };
  }
}
