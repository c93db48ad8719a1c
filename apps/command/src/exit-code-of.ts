import { exitCodes } from './exit-codes.js';

/** Errors of the caller: the command was asked for what cannot be done. */
const usageErrors = ['UsageError', 'RangeError', 'ModelError', 'UnsupportedError'];

/** The exit code for an error that ended the command. It goes by names, so that the packages behind the classes need not be loaded. */
export function exitCodeOf(error: unknown): number {
  return error instanceof Error && usageErrors.includes(error.name) ? exitCodes.usage : exitCodes.failed;
}
