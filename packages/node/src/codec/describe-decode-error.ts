import { describeDecodeError as describe } from '@cleargrain/core';
import { readFormats } from './image-format.js';

/** Why a picture could not be read, in one line. */
export function describeDecodeError(error: unknown): string {
  const isOther = error instanceof Error && error.message.includes('unsupported image format');
  return isOther ? `not a picture, expected ${readFormats}` : describe(error);
}
