import { Command } from 'commander';
import type { BenchCommandOptions } from '../benchmark/run-bench.js';
import type { Act } from '../program.js';

/** `cleargrain bench`: how fast models are on this machine and, with clean pictures, how good. */
export function benchCommand(act: Act): Command {
  return new Command('bench')
    .description('speed, memory and quality of models on this machine, measured in turns; medians')
    .option('--model <model...>', 'names of models that ship, or ONNX files (default: all that ship)')
    .option('--peer <model...>', 'ONNX files of others, to stand beside them')
    .option('--size <megapixels...>', 'sizes of picture in megapixels (default: 1, 4 and 24)')
    .option('--rounds <number>', 'how often each speed is measured (once where a picture takes over a minute)', '3')
    .option('--data <folder>', 'clean pictures, for the quality (default: speed alone)')
    .option('--noise <noise>', 'the noise of the quality, such as gaussian:25', 'gaussian:25')
    .option(
      '--kept <file>',
      'what --save wrote: with --data measure the quality of the models anew and leave the rest as it was; without, show and draw it again',
    )
    .option('-o, --output <figure>', 'a scatter plot of PSNR against speed (.svg or .png); wants --data or --kept')
    .option('--save <file>', 'keep the results as JSON, models by their names alone')
    .option('--device <device>', 'auto, cpu, webgpu or cuda', 'cpu')
    .option('--json', 'print one JSON document on stdout')
    .action((options: BenchCommandOptions) =>
      act(async (signal) => {
        const { runBench } = await import('../benchmark/run-bench.js');
        return runBench(options, signal);
      }),
    );
}
