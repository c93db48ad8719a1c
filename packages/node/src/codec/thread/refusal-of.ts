import { describeDecodeError } from '@cleargrain/core/picture';

/** What is said, in one line, of an error that ended a codec's job. A TypeError's words are of the decoder's program, not of the file. */
export function refusalOf(error: unknown): string {
  return describeDecodeError(error instanceof TypeError ? undefined : error);
}
