import { combineSeeds, createRandom, type NoiseModel, parseNoise } from '@cleargrain/core';
import { decodePictures, encodePictures, expandInputs, formatOfFile, planOutputs, UsageError, writeFileAtomic } from '@cleargrain/node';
import { runBatch } from '../batch/run-batch.js';
import { integerOption } from '../terminal/number-option.js';

export interface NoiseCommandOptions {
  readonly output: string;
  readonly photo?: string;
  readonly poisson?: string;
  readonly camera?: string;
  readonly gaussian?: string;
  readonly speckle?: string;
  readonly saltPepper?: string;
  readonly jpeg?: string;
  readonly seed: string;
  readonly json?: boolean;
}

/** The noise that the options ask for, in the order in which light, sensor, transmission and file add it. */
function noisesOf(options: NoiseCommandOptions): NoiseModel[] {
  const wanted = [
    ['photo', options.photo],
    ['poisson', options.poisson],
    ['camera', options.camera],
    ['gaussian', options.gaussian],
    ['speckle', options.speckle],
    ['salt-pepper', options.saltPepper],
    ['jpeg', options.jpeg],
  ] as const;
  const noises = wanted.flatMap(([kind, value]) => {
    const models = value === undefined ? [] : parseNoise(`${kind}:${value}`);
    if (models.length > 1) throw new UsageError(`expected one level for ${kind}, received ${value}`);
    return models;
  });
  if (noises.length === 0) throw new UsageError(`expected a kind of noise: one of ${wanted.map(([kind]) => `--${kind}`).join(', ')}`);
  return noises;
}

/** Makes pictures noisy as the command line says; returns the exit code. */
export async function runNoise(inputs: readonly string[], options: NoiseCommandOptions, signal: AbortSignal): Promise<number> {
  const noises = noisesOf(options);
  const seed = integerOption('seed', options.seed, 0, Number.MAX_SAFE_INTEGER)!;
  const { files, failed } = await expandInputs(inputs, { leaveOut: options.output });
  const plan = await planOutputs(files, { output: options.output, given: inputs.length, names: { output: '--output' } });
  return runBatch({
    files: [...plan.files.entries()],
    failed: [...failed, ...plan.failed],
    nameOf: ([, { file }]) => file,
    signal,
    json: options.json,
    async work([index, { file, output }]) {
      const random = createRandom(combineSeeds(seed, index));
      const results = (await decodePictures(file)).map((picture) => {
        const result = picture.like();
        const image = picture.read({ x: 0, y: 0, width: picture.width, height: picture.height });
        const noisy = noises.reduce((last, noise) => noise.apply(last, random), image);
        result.write(0, 0, noisy);
        return result;
      });
      const bytes = await encodePictures(results, { format: formatOfFile(output) });
      signal.throwIfAborted();
      await writeFileAtomic(output, bytes, { signal, makeFolder: true });
      return { input: file, output, noise: noises.map(({ name }) => name), seed };
    },
    describe: ({ input, output, noise }) => `${input} → ${output}  ${noise.join(' ')}`,
  });
}
