import { ImageError } from '@cleargrain/core';

/** What is said, in one line, of an error that ended a codec's job. */
export function refusalOf(error: unknown): string {
  if (error instanceof ImageError) return error.message;
  // What decoders in WebAssembly throw may be a number or an object without words; a TypeError's words are of their program, not of the file.
  const says = error instanceof Error && !(error instanceof TypeError);
  const words = says ? error.message : typeof error === 'string' ? error : '';
  return `a damaged or incomplete picture (${words.trim().split('\n', 1)[0] || 'its decoder gave up'})`;
}
