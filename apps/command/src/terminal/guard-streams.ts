import { exitCodes } from '../exit-codes.js';
import { complain } from './complain.js';

/** Whether an error of a stream says that nobody reads it any more, as after `| head`. */
export const isClosed = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';

/** Lets the work go on in silence when nobody reads what is printed; any other failure to print is told, and makes the command fail. */
export function guardStreams(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isClosed(error)) return;
    process.exitCode = exitCodes.failed;
    // Who else listens writes a result there, and says what became of it.
    if (process.stdout.listenerCount('error') === 1) complain(`standard output cannot be written: ${error.message}`);
  });
}
