import { setMaxListeners } from 'node:events';
import { CommanderError } from 'commander';
import { addressSpaceLimit } from './address-space-limit.js';
import { endBySignal } from './end-by-signal.js';
import { exitCodeOf } from './exit-code-of.js';
import { exitCodes } from './exit-codes.js';
import { createProgram } from './program.js';
import { belowName, runWithinLimit } from './run-within-limit.js';
import { complain } from './terminal/complain.js';
import { guardStreams } from './terminal/guard-streams.js';

/** Runs the command with the arguments after its name, until `signal` aborts. Returns the exit code; what was wrong has been said. */
export async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  try {
    return await createProgram(signal).run(args);
  } catch (error) {
    // Commander has said what was wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (process.env.CLEARGRAIN_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    complain(signal.aborted ? 'stopped' : error instanceof Error ? error.message : String(error));
    return signal.aborted ? exitCodes.interrupted : exitCodeOf(error);
  }
}

/** Runs the command with the arguments after its name, and sets the process's exit code; stopped by a signal, the process ends by that. */
export async function main(args: readonly string[]): Promise<void> {
  guardStreams();
  // A file that would grow beyond `ulimit -f` is then an error of its writer, not the end of the process.
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});
  const limit = addressSpaceLimit();
  if (limit !== undefined && process.env[belowName] === undefined) {
    const end = await runWithinLimit(args, limit);
    if (typeof end === 'string') await endBySignal(end);
    else process.exitCode = end;
    return;
  }
  const interruption = new AbortController();
  // Every picture in the works listens at each of its stages: more than Node takes for a leak.
  setMaxListeners(0, interruption.signal);
  let received: NodeJS.Signals | undefined;
  const interrupt = (signal: NodeJS.Signals) => {
    received = signal;
    interruption.abort(new Error('stopped'));
  };
  // Once: a second Ctrl-C ends the process there and then.
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const exitCode = await run(args, interruption.signal);
  // The streams' guard may have set a code by then, or may set one yet.
  if (exitCode !== exitCodes.ok) process.exitCode = exitCode;
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  if (exitCode === exitCodes.interrupted && received !== undefined) await endBySignal(received);
}
