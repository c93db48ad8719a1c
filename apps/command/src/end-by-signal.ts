import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { exitCodes } from './exit-codes.js';

/** Milliseconds that a reader of what was printed may take. */
const patience = 100;

const printed = (stream: Writable): Promise<void> => new Promise((resolve) => stream.write('', () => resolve()));

/**
 * Ends the process by the signal that stopped it, once all is tidied up: whoever waits for it, a shell in a loop, sees that it was stopped (130 in a
 * shell after Ctrl-C). An exit would wait for what the codec library or the engine is in the middle of.
 */
export async function endBySignal(signal: NodeJS.Signals): Promise<void> {
  await Promise.race([Promise.all([printed(process.stdout), printed(process.stderr)]), delay(patience)]);
  if (process.platform === 'win32') process.exit(exitCodes.interrupted);
  process.kill(process.pid, signal);
}
