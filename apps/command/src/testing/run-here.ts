import type { CommandResult } from './run-command.js';

/** The built command, as its program loads it. */
const built = new URL('../../bundle/main.js', import.meta.url).href;

/** Keeps what is written to a stream; returns what that was, and lets the stream be as it was. */
function keepOutput(stream: NodeJS.WriteStream): () => string {
  const { write } = stream;
  const pieces: Buffer[] = [];
  stream.write = (piece: Uint8Array | string, ...rest: readonly unknown[]) => {
    pieces.push(Buffer.from(piece as string));
    const done = rest.find((argument) => typeof argument === 'function');
    done?.();
    return true;
  };
  return () => {
    stream.write = write;
    return Buffer.concat(pieces).toString();
  };
}

async function runAlone(args: readonly string[], folder: string): Promise<CommandResult> {
  const command = (await import(built)) as typeof import('../main.js');
  const before = process.cwd();
  process.chdir(folder);
  const [stdout, stderr] = [keepOutput(process.stdout), keepOutput(process.stderr)];
  let [code, printed, said] = [0, '', ''];
  try {
    code = await command.run(args, new AbortController().signal);
  } finally {
    [printed, said] = [stdout(), stderr()];
    process.chdir(before);
  }
  return { code, signal: null, stdout: printed, stderr: said };
}

/** The streams and the folder are the process's: one run at a time. */
let last: Promise<unknown> = Promise.resolve();

/** Runs the built command in this process, one after another: a process of its own takes longer to start than most of what is asked of it. */
export function runHere(args: readonly string[], folder: string): Promise<CommandResult> {
  const result = last.then(() => runAlone(args, folder));
  last = result.catch(() => undefined);
  return result;
}
