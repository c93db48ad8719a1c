import { exitCodes } from '../exit-codes.js';
import { complain } from './complain.js';

/** Codes of a stream that nobody reads any more, as after `| head`. */
const closed: readonly (string | undefined)[] = ['EPIPE', 'ERR_STREAM_DESTROYED'];

/** Lets the work go on in silence when nobody reads what is printed; any other failure to print is told, and makes the command fail. */
export function guardStreams(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (closed.includes(error.code)) return;
    process.exitCode = exitCodes.failed;
    complain(`standard output cannot be written: ${error.message}`);
  });
}
