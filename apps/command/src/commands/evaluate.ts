import { Command } from 'commander';
import type { EvaluateCommandOptions } from '../evaluation/run-evaluate.js';
import type { Act } from '../program.js';

/** `cleargrain evaluate`: a model's figures on the papers' protocol. */
export function evaluateCommand(act: Act): Command {
  return new Command('evaluate')
    .description("a model's figures on sets of clean pictures, as the papers measure: seeded noise that is not clipped, PSNR and SSIM")
    .requiredOption('--model <model>', 'the name of a model that ships, or an ONNX file')
    .option('--data <folder...>', 'sets of clean pictures')
    .option('--noise <noise...>', 'such as gaussian:15,25,50')
    .option('--clip', 'also with the noisy picture clipped and rounded to 8 bits')
    .option('--seed <number>', 'seed of the noise', '0')
    .option(
      '--card',
      'write the figures and the card beside the model file (NAME.json, NAME.md); without --data the figures there stay, what needs no sets is measured anew',
    )
    .option('--device <device>', 'auto, cpu, webgpu or cuda', 'cpu')
    .option('--json', 'print one JSON document on stdout')
    .action((options: EvaluateCommandOptions) =>
      act(async (signal) => {
        const { runEvaluate } = await import('../evaluation/run-evaluate.js');
        return runEvaluate(options, signal);
      }),
    );
}
