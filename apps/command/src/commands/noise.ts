import { Command } from 'commander';
import type { NoiseCommandOptions } from '../noise/run-noise.js';
import type { Act } from '../program.js';

/** `cleargrain noise`: makes pictures noisy. */
export function noiseCommand(act: Act): Command {
  return new Command('noise')
    .description('add seeded noise to pictures; several kinds are added in the order of this list')
    .argument('<inputs...>', 'files, folders or globs; - is standard input')
    .requiredOption('-o, --output <path>', 'a file for one input, else a folder')
    .option('--photo <sigma>', 'the noise of photographs, a camera drawn by the seed: so many grey levels (0–255) at mid-grey')
    .option('--poisson <photons>', 'photon noise, with so many photons at white')
    .option('--camera <a,b>', 'camera noise: variance a·x + b of a value x from 0 to 1')
    .option('--gaussian <sigma>', 'Gaussian noise of standard deviation sigma in grey levels (0–255)')
    .option('--speckle <s>', 'multiplicative Gaussian noise of relative standard deviation s')
    .option('--salt-pepper <fraction>', 'this part of the samples black or white')
    .option('--jpeg <quality>', 'the loss of JPEG compression, quality 1 to 100')
    .option('--seed <number>', 'equal seeds give equal noise', '1')
    .option('--json', 'print one JSON document on stdout')
    .action((inputs: string[], options: NoiseCommandOptions) =>
      act(async (signal) => {
        const { runNoise } = await import('../noise/run-noise.js');
        return runNoise(inputs, options, signal);
      }),
    );
}
