import { createRequire } from 'node:module';
import { Command } from 'commander';
import { benchCommand } from './commands/bench.js';
import { compareCommand } from './commands/compare.js';
import { denoiseCommand } from './commands/denoise.js';
import { estimateCommand } from './commands/estimate.js';
import { evaluateCommand } from './commands/evaluate.js';
import { experimentCommand } from './commands/experiment.js';
import { modelsCommand } from './commands/models.js';
import { noiseCommand } from './commands/noise.js';
import { studioCommand } from './commands/studio.js';
import { trainCommand } from './commands/train.js';
import { configureCommand } from './configure-command.js';

/** Runs one command; `signal` aborts on Ctrl-C. Returns the exit code. */
export type CommandAction = (signal: AbortSignal) => Promise<number>;

/** What a command's action hands its work to. */
export type Act = (action: CommandAction) => Promise<void>;

export interface Program {
  /** Runs the command line and returns the exit code. */
  run(args: readonly string[]): Promise<number>;
}

const commands = [
  denoiseCommand,
  noiseCommand,
  estimateCommand,
  compareCommand,
  trainCommand,
  evaluateCommand,
  experimentCommand,
  modelsCommand,
  benchCommand,
  studioCommand,
];

function version(): string {
  const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };
  return version;
}

/** The command line with all its commands. */
export function createProgram(signal: AbortSignal): Program {
  let exitCode = 0;
  const act: Act = async (action) => {
    exitCode = await action(signal);
  };
  const program = new Command('cleargrain')
    .description('Removes noise from images with convolutional networks, and trains them.')
    .version(version());
  for (const define of commands) program.addCommand(define(act));
  configureCommand(program);
  return {
    async run(args) {
      await program.parseAsync([...args], { from: 'user' });
      return exitCode;
    },
  };
}
