import { once } from 'node:events';
import { describeFileError } from '@cleargrain/node';
import { isClosed } from '../terminal/guard-streams.js';

const closed = 'standard output was closed by its reader';

/**
 * Writes pieces to standard output, no faster than they are read there.
 * @throws Error when its reader goes, or when it takes no more.
 */
export async function writeToStdout(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const { stdout } = process;
  // A reader that has gone is told only after a write, as an event: those who wait for room would wait for ever.
  let failure = stdout.destroyed ? closed : undefined;
  const fail = (error: NodeJS.ErrnoException) => {
    failure = isClosed(error) ? closed : `standard output cannot be written: ${describeFileError(error)}`;
  };
  stdout.on('error', fail);
  try {
    for await (const piece of pieces) {
      if (failure === undefined && !stdout.write(piece)) await once(stdout, 'drain').catch(() => {});
      if (failure !== undefined) throw new Error(failure);
    }
  } finally {
    stdout.off('error', fail);
  }
}
