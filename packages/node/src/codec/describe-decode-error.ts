import { ImageError } from '@cleargrain/core';
import { readFormats } from './image-format.js';

/** Why a picture could not be read, in one line. */
export function describeDecodeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ImageError) return error.message;
  const line = error.message.split('\n', 1)[0]!;
  if (line.includes('unsupported image format')) return `not a picture, expected ${readFormats}`;
  return `a damaged or incomplete picture (${line})`;
}
