import { Command } from 'commander';
import type { Act } from '../program.js';

/** `cleargrain studio`: the web app, on this machine alone. */
export function studioCommand(act: Act): Command {
  return new Command('studio')
    .description('the web app, served to this machine alone')
    .option('--port <n>', 'port, 0 for a free one', '4321')
    .option('--no-open', 'do not open a browser')
    .action((options: { readonly port: string; readonly open: boolean }) =>
      act(async (signal) => {
        const { runStudio } = await import('../studio/run-studio.js');
        return runStudio(options, signal);
      }),
    );
}
