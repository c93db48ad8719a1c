import { Command } from 'commander';
import type { ExperimentCommandOptions } from '../experiment/run-experiment.js';
import type { Act } from '../program.js';

/** `cleargrain experiment`: the whole course exercise. */
export function experimentCommand(act: Act): Command {
  return new Command('experiment')
    .description('the course exercise in one command: resize, add noise, build a small network, train it, denoise, show and measure')
    .argument('<inputs...>', 'pictures: files, folders or globs')
    .requiredOption('-o, --output <folder>', 'where results, figures, pictures and the model go')
    .option('--size <size>', 'all pictures are brought to this size', '256x256')
    .option('--gray', 'grey pictures (the default)')
    .option('--color', 'colour pictures')
    .option('--gaussian <sigma>', 'standard deviation of the noise in grey levels (0–255)', '25')
    .option('--layers <widths>', 'widths of the hidden layers', '8,16,8,4')
    .option('--epochs <number>', 'how often the training sees every pixel (default: about 4000 steps)')
    .option('--data <folder...>', 'clean pictures to learn from instead; the inputs are then all held out')
    .option('--seed <number>', 'equal seeds give equal results', '1')
    .option('--device <device>', 'auto, cpu, webgpu or cuda', 'cpu')
    .option('--json', 'print results.json on stdout')
    .action((inputs: string[], options: ExperimentCommandOptions) =>
      act(async (signal) => {
        const { runExperiment } = await import('../experiment/run-experiment.js');
        return runExperiment(inputs, options, signal);
      }),
    );
}
