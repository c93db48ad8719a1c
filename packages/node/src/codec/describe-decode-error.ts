import { describeDecodeError as describe } from '@cleargrain/core';

/** Why a picture could not be read, in one line. */
export function describeDecodeError(error: unknown): string {
  const isOther = error instanceof Error && error.message.includes('unsupported image format');
  return isOther ? 'not a picture, expected PNG, JPEG, WebP, AVIF, TIFF, PNM, PFM or GIF' : describe(error);
}
