import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command's file. */
export const bin = fileURLToPath(new URL('../../bin/cleargrain.js', import.meta.url));

/** What a run of the command left behind. */
export interface CommandResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Bytes for standard input. Default: none. */
  readonly input?: Uint8Array;
  /** A program and its arguments that runs the command, such as `unshare -m sh -c …`. Default: none. */
  readonly within?: readonly string[];
  /** Hears what comes on stdout, and may act on the process. */
  readonly onOutput?: (text: string, child: ChildProcess) => void;
  /** Milliseconds until Ctrl-C, from `interruptOnce` on. Default: never. */
  readonly interruptAfter?: number;
  /** What has come to pass before. Default: the start. */
  readonly interruptOnce?: () => boolean;
}

/** Runs the built command in a process of its own, as a user does. */
export function runCommand(args: readonly string[], options: RunOptions): Promise<CommandResult> {
  const { cwd, input, within = [], onOutput, interruptAfter, interruptOnce = () => true } = options;
  const [program, ...rest] = [...within, process.execPath, bin, ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(program!, rest, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onOutput?.(stdout, child);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // A command that does not read its input closes the pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    let timer: NodeJS.Timeout | undefined;
    const watch = () => {
      timer = interruptOnce() ? setTimeout(() => child.kill('SIGINT'), interruptAfter) : setTimeout(watch, 10);
    };
    if (interruptAfter !== undefined) watch();
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr });
    });
  });
}
