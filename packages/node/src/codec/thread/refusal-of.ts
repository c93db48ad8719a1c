import { ImageError } from '@cleargrain/core';

/** What is said, in one line, of an error that ended a codec's job. */
export function refusalOf(error: unknown): string {
  if (error instanceof ImageError) return error.message;
  const line = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
  return `a damaged or incomplete picture (${line})`;
}
