import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { exitCodes } from './exit-codes.js';
import { complain } from './terminal/complain.js';

/** Tells the process below that it has one above. */
export const belowName = 'CLEARGRAIN_BELOW';

/** How the runtime begins to say that it has no memory left; many lines follow. */
const lastWords = /^(#|<--- Last few GCs|FATAL ERROR|terminate called|node:internal)/;

/**
 * Runs the command in a process below this one and says in a line when that one ends for want of memory: where memory is limited the runtime
 * cannot throw, it aborts. Returns the exit code, or the signal that stopped it.
 */
export async function runWithinLimit(args: readonly string[], limit: number): Promise<number | NodeJS.Signals> {
  const script = process.argv[1]!;
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    stdio: ['inherit', 'inherit', 'pipe'],
    env: { ...process.env, [belowName]: '1' },
  });
  const forward = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  let dying = false;
  // An empty line may be of the last words or of what is printed: what follows tells.
  let empty = '';
  for await (const line of createInterface({ input: child.stderr })) {
    dying ||= lastWords.test(line);
    if (dying) continue;
    if (line === '') empty += '\n';
    else {
      process.stderr.write(`${empty}${line}\n`);
      empty = '';
    }
  }
  if (!dying) process.stderr.write(empty);
  const { code, signal } = await ended;
  process.off('SIGINT', forward).off('SIGTERM', forward);
  if (signal === 'SIGINT' || signal === 'SIGTERM') return signal;
  if (signal === null && code !== null && code < 128) {
    if (dying) complain('failed for want of memory');
    return code;
  }
  complain(`out of memory: ${(limit / 1e9).toFixed(1)} GB of address space are allowed (ulimit -v), expected more; what is done is whole`);
  return exitCodes.failed;
}
