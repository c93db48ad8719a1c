import { Command } from 'commander';
import type { DenoiseCommandOptions } from '../denoising/denoise-settings.js';
import { startEngine } from '../denoising/start-engine.js';
import type { Act } from '../program.js';

/** `cleargrain denoise`: removes noise from pictures. */
export function denoiseCommand(act: Act): Command {
  return new Command('denoise')
    .description('remove noise from pictures; size, depth, colour profile, EXIF and alpha stay')
    .argument('<inputs...>', 'files, folders or globs; a Y4M video; - is standard input')
    .option('-o, --output <path>', 'a file for one input, else a folder; - is standard output')
    .option('--in-place', 'write over the inputs')
    .option('--model <model>', 'auto, the name of a model that ships (see: cleargrain models), or an ONNX file', 'auto')
    .option('--strength <number>', "how much of the network's work is taken, 0 to 1", '1')
    .option('--chroma <number>', 'the same for colour noise alone (default: as strength)')
    .option('--detail <number>', 'how much of what was removed is given back where there is fine detail, 0 to 1', '0')
    .option('--grain <number>', 'how much of the noise in light is left where there is no detail, 0 to 1', '0')
    .option('--mask <file>', 'a picture of the same size: white is denoised, black left as it is')
    .option('--best', 'the mean over eight flips and turns: a little better, eight times as long')
    .option('--skip-below <number>', 'pictures with less noise than this, in grey levels, are passed on unchanged', '0')
    .option(
      '--sigma <number>',
      'noise level in grey levels (0–255), for networks that are told it and for --skip-below (default: estimated)',
    )
    .option('--tile <size>', 'largest side of a tile in pixels, or auto', 'auto')
    .option('--full-halo', 'tiles equal the whole frame exactly, not only to a tenth of a grey level')
    .option('--quality <number>', 'quality of JPEG, WebP and AVIF, 1 to 100 (default: as the input)')
    .option('--chroma-subsampling <kind>', '4:2:0 or 4:4:4, how JPEG samples colour (default: as the input)')
    .option('--memory <size>', 'bound on the memory of the whole process; larger pictures are denoised strip by strip', '1GB')
    .option('--device <device>', 'auto, cpu, webgpu or cuda', 'auto')
    .option('--jobs <number>', 'pictures in the works at once: while the network has one, another is written', '2')
    .option('--resume', 'carry on a batch that was stopped or killed: skip what is done; give it from the start')
    .option('--log <file>', 'append a JSON document a line for each picture as it ends, and one with the sums')
    .option('--json', 'print one JSON document on stdout')
    .action((inputs: string[], options: DenoiseCommandOptions) =>
      act(async (signal) => {
        const engine = startEngine(options.device);
        try {
          const { runDenoise } = await import('../denoising/run-denoise.js');
          return await runDenoise(inputs, options, engine.ready, signal);
        } finally {
          if (!signal.aborted) await engine.close();
        }
      }),
    );
}
