import { Command } from 'commander';
import type { EstimateCommandOptions } from '../noise/run-estimate.js';
import type { Act } from '../program.js';

/** `cleargrain estimate`: how noisy pictures are. */
export function estimateCommand(act: Act): Command {
  return new Command('estimate')
    .description('estimate how noisy pictures are: the standard deviation in grey levels (0–255)')
    .argument('<inputs...>', 'files, folders or globs; - is standard input')
    .option('--camera', 'also fit camera noise: variance a·x + b of a value x from 0 to 1')
    .option('--json', 'print one JSON document on stdout')
    .action((inputs: string[], options: EstimateCommandOptions) =>
      act(async (signal) => {
        const { runEstimate } = await import('../noise/run-estimate.js');
        return runEstimate(inputs, options, signal);
      }),
    );
}
