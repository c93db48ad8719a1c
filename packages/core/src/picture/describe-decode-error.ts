import { ImageError } from '../errors.js';

/** Why a picture could not be read, in one line: what a decoder says follows in brackets. */
export function describeDecodeError(error: unknown): string {
  if (error instanceof ImageError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `a damaged or incomplete picture (${message.split('\n', 1)[0]!.replace(/[:\s]+$/, '')})`;
}
