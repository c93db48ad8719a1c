import { ImageError } from '@cleargrain/core';

/** Why a picture could not be read, in one line. */
export function describeDecodeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ImageError) return error.message;
  const line = error.message.split('\n', 1)[0]!;
  if (line.includes('unsupported image format')) return 'not a picture, expected PNG, JPEG, WebP, AVIF, TIFF, PNM, PFM or GIF';
  return `a damaged or incomplete picture (${line})`;
}
