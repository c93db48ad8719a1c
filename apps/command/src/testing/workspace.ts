import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type CommandResult, type RunOptions, runCommand } from './run-command.js';
import { runHere } from './run-here.js';

/** A folder of its own in which a test runs the command. */
export interface Workspace {
  readonly folder: string;
  at(...names: string[]): string;
  run(args: readonly string[], options?: Omit<RunOptions, 'cwd'>): Promise<CommandResult>;
  /** The same in the test's process: quicker, where it is not the process that is asked about. */
  runHere(args: readonly string[]): Promise<CommandResult>;
  /** Everything below the folder, or below one in it, sorted. */
  files(below?: string): Promise<string[]>;
  remove(): Promise<void>;
}

export async function createWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'cleargrain-command-'));
  const at = (...names: string[]) => path.join(folder, ...names);
  return {
    folder,
    at,
    run: (args, options) => runCommand(args, { ...options, cwd: folder }),
    runHere: (args) => runHere(args, folder),
    files: async (below = '.') => (await readdir(at(below), { recursive: true })).sort(),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
