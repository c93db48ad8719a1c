import { ModelError, UnsupportedError } from '@cleargrain/core';
import { UsageError } from '@cleargrain/node';
import { CommanderError } from 'commander';
import { exitCodes } from './exit-codes.js';
import { createProgram } from './program.js';

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof UsageError || error instanceof RangeError || error instanceof TypeError) return exitCodes.usage;
  if (error instanceof ModelError || error instanceof UnsupportedError) return exitCodes.usage;
  return exitCodes.failed;
}

/** Runs the command with the arguments after its name, and sets the process's exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Error('stopped'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    process.exitCode = await createProgram(interruption.signal).run(args);
  } catch (error) {
    process.exitCode = interruption.signal.aborted ? exitCodes.interrupted : exitCodeOf(error);
    // Commander has said what was wrong already.
    if (!(error instanceof CommanderError)) {
      process.stderr.write(`cleargrain: ${error instanceof Error ? error.message : error}\n`);
      if (process.env.CLEARGRAIN_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    }
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
