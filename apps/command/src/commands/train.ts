import { Command } from 'commander';
import type { Act } from '../program.js';
import type { TrainCommandOptions } from '../training/run-training.js';

/** `cleargrain train`: trains a network on a folder of clean pictures. */
export function trainCommand(act: Act): Command {
  return new Command('train')
    .description('train a network on clean pictures, which it makes noisy itself')
    .argument(
      '[config]',
      'a recipe (JSON): network, noise, steps; what it leaves out is the default. Without it: the 8-16-8-4 network, grey',
    )
    .requiredOption('--data <folder...>', 'clean pictures: files, folders or globs')
    .requiredOption('-o, --output <model>', 'the model to write (.onnx); its checkpoint lies beside it')
    .option('--validation <folder...>', 'clean pictures for the validation figure (default: every twentieth of the data, held out)')
    .option('--resume', 'carry on from the checkpoint beside the output')
    .option('--overwrite', 'begin anew where a model or a checkpoint is there already')
    .option(
      '--from <model>',
      'begin a new run from the weights of a model, by name or ONNX file, of the same network, of one with fewer blocks or smaller widths, or for colour where this one is for grey',
    )
    .option(
      '--teacher <model>',
      'a model, by name or ONNX file, whose answers to learn from, beside the clean pictures: a larger one, as a rule',
    )
    .option('--steps <number>', "optimisation steps, in place of the recipe's")
    .option('--seed <number>', "seed, in place of the recipe's")
    .option('--device <device>', 'auto, cpu, webgpu or cuda', 'cpu')
    .option('--threads <number>', 'processor threads (default: all cores), which are kept busy all the time')
    .option('--checkpoint-every <seconds>', 'seconds between two checkpoints; 0 is after every step', '60')
    .option('--describe <text>', 'what the data is and its licence, for the record inside the model')
    .option('--json', 'print one JSON document on stdout')
    .action((config: string | undefined, options: TrainCommandOptions) =>
      act(async (signal) => {
        const { runTraining } = await import('../training/run-training.js');
        return runTraining(config, options, signal);
      }),
    );
}
