import { once } from 'node:events';

/**
 * Writes pieces to standard output, no faster than they are read there.
 * @throws Error when its reader goes.
 */
export async function writeToStdout(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const { stdout } = process;
  // A reader that has gone is told only after a write, as an event: those who wait for room would wait for ever.
  let gone = stdout.destroyed;
  stdout.once('error', () => {
    gone = true;
  });
  for await (const piece of pieces) {
    if (!gone && !stdout.write(piece)) await once(stdout, 'drain').catch(() => {});
    if (gone) throw new Error('standard output was closed by its reader');
  }
}
