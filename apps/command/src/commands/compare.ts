import { Command } from 'commander';
import type { CompareCommandOptions } from '../comparison/run-compare.js';
import type { Act } from '../program.js';

/** `cleargrain compare`: how far pictures are from a clean one. */
export function compareCommand(act: Act): Command {
  return new Command('compare')
    .description('measure pictures against a clean one: PSNR, SSIM, edge sharpness kept, and a figure')
    .argument('<clean>', 'the clean picture')
    .argument('<pictures...>', 'noisy or denoised pictures of the same size')
    .option('-o, --output <figure>', 'a figure of all side by side (.png or .svg)')
    .option('--json', 'print one JSON document on stdout')
    .action((clean: string, pictures: string[], options: CompareCommandOptions) =>
      act(async (signal) => {
        const { runCompare } = await import('../comparison/run-compare.js');
        return runCompare(clean, pictures, options, signal);
      }),
    );
}
