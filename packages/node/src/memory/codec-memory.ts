import type { ImageFormat } from '@cleargrain/core';

/** What of a file decides how much of it its decoder holds. */
export interface DecodedFile {
  readonly format: ImageFormat | 'gif' | 'heic' | 'raw';
  /** Bytes of one pixel's samples as they come out: bands times depth. */
  readonly pixelBytes: number;
  /** JPEG and PNG that get finer pass by pass, or a PNM file of text. */
  readonly inPasses: boolean;
  /** Whether EXIF turns or mirrors it. */
  readonly turned: boolean;
  /** Whether the pixels of a DICOM file are compressed. */
  readonly compressed?: boolean;
}

/** What a codec holds of a picture beside a few rows, in bytes a pixel and in bytes of its own, and what to call the reason. */
export interface CodecMemory {
  readonly bytesPerPixel: number;
  /** What the codec takes for a picture of any size, beside the process. Default: 0. */
  readonly fixed?: number;
  readonly reason?: string;
}

// Measured by bench/codec-memory.mjs, rounded up.

/** What decoding holds. */
export function decodingMemory({ format, pixelBytes, inPasses, turned, compressed = false }: DecodedFile): CodecMemory {
  const turning = turned ? { bytesPerPixel: 1.2 * pixelBytes, reason: 'turned by its EXIF orientation' } : undefined;
  const own = ownMemory(format, pixelBytes, inPasses, compressed);
  if (turning === undefined) return own;
  return { ...own, bytesPerPixel: own.bytesPerPixel + turning.bytesPerPixel, reason: own.reason ?? turning.reason };
}

function ownMemory(format: DecodedFile['format'], pixelBytes: number, inPasses: boolean, compressed: boolean): CodecMemory {
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
    case 'heic':
      return { bytesPerPixel: 3 * pixelBytes, fixed: 80e6, reason: 'a HEIC file' };
    case 'jxl':
      return { bytesPerPixel: 12 + pixelBytes, fixed: 125e6, reason: 'a JPEG XL file' };
    case 'raw':
      return { bytesPerPixel: 6, fixed: 75e6, reason: "a camera's raw file" };
    case 'dicom':
      return { bytesPerPixel: compressed ? 20 : 6, fixed: compressed ? 80e6 : 30e6, reason: 'a DICOM file' };
    default:
      return { bytesPerPixel: 1 };
  }
}

/** What encoding holds, from a file of a format. */
export function encodingMemory(format: ImageFormat, lossless: boolean, from?: Pick<DecodedFile, 'format' | 'compressed'>): CodecMemory {
  const own = ownEncodingMemory(format, lossless);
  const more = (bytesPerPixel: number, fixed: number, reason: string): CodecMemory => ({
    bytesPerPixel: own.bytesPerPixel + bytesPerPixel,
    fixed: (own.fixed ?? 0) + fixed,
    reason: own.reason ?? reason,
  });
  // Colours are made of the sensor's pixels first.
  if (from?.format === 'raw' && format !== 'dng') return more(23, 90e6, 'a developed picture');
  // The file is read once more, for its tags and windows.
  if (from?.format === 'dicom' && from.compressed) return more(20, 80e6, 'a picture as viewers show it');
  if (from?.format === 'dicom' && format !== 'dicom') return more(5, 30e6, 'a picture as viewers show it');
  return own;
}

function ownEncodingMemory(format: ImageFormat, lossless: boolean): CodecMemory {
  switch (format) {
    case 'webp':
      return { bytesPerPixel: lossless ? 40 : 16, reason: 'WebP' };
    case 'avif':
      return { bytesPerPixel: 80, reason: 'AVIF' };
    case 'jxl':
      return { bytesPerPixel: 45, fixed: 180e6, reason: 'JPEG XL' };
    case 'dng':
      return { bytesPerPixel: 3, fixed: 125e6, reason: 'DNG' };
    case 'dicom':
      return { bytesPerPixel: 8, fixed: 30e6, reason: 'DICOM' };
    default:
      return { bytesPerPixel: 1 };
  }
}
