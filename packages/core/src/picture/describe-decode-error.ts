import { ImageError } from '../errors.js';

/** Why a picture could not be read, in one line: what a decoder says follows in brackets. One in WebAssembly may throw a number, or an object without words. */
export function describeDecodeError(error: unknown): string {
  if (error instanceof ImageError) return error.message;
  const words = error instanceof Error ? error.message : typeof error === 'string' ? error : '';
  const line = words
    .trim()
    .split('\n', 1)[0]!
    .replace(/[:\s]+$/, '');
  return `a damaged or incomplete picture (${line || 'its decoder gave up'})`;
}
