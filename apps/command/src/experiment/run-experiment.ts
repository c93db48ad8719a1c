import { isSameImage } from '@cleargrain/core';
import { createEngine, UsageError } from '@cleargrain/node';
import { experiment } from '@cleargrain/train';
import { makeOutputFolder } from '../batch/make-output-folder.js';
import { refuseInputAsOutput } from '../batch/refuse-input-as-output.js';
import { exitCodes } from '../exit-codes.js';
import { complain } from '../terminal/complain.js';
import { deviceOption } from '../terminal/device-option.js';
import { integerOption, numberOption } from '../terminal/number-option.js';
import { printJson } from '../terminal/print-json.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { showDuration } from '../terminal/show-duration.js';
import { parseLayers } from './parse-layers.js';
import { parseSize } from './parse-size.js';
import { readNamedImages } from './read-named-images.js';
import { resultFiles } from './result-files.js';
import { writeResults } from './write-results.js';

export interface ExperimentCommandOptions {
  readonly output: string;
  readonly size: string;
  readonly gray?: boolean;
  readonly color?: boolean;
  readonly gaussian: string;
  readonly layers: string;
  readonly epochs?: string;
  readonly data?: readonly string[];
  readonly seed: string;
  readonly device: string;
  readonly json?: boolean;
}

function settingsOf(options: ExperimentCommandOptions) {
  if (options.gray && options.color) throw new UsageError('expected either --gray or --color, received both');
  return {
    size: parseSize(options.size),
    gray: !options.color,
    sigma: numberOption('gaussian', options.gaussian, 0.1, 255)!,
    layers: parseLayers(options.layers),
    epochs: integerOption('epochs', options.epochs, 1, 1e6),
    seed: integerOption('seed', options.seed, 0, Number.MAX_SAFE_INTEGER)!,
  };
}

/** Runs the exercise as the command line says; returns the exit code. */
export async function runExperiment(inputs: readonly string[], options: ExperimentCommandOptions, signal: AbortSignal): Promise<number> {
  const settings = settingsOf(options);
  const device = deviceOption(options.device);
  const { output } = options;
  const { files, images, failed: unread } = await readNamedImages(inputs, settings, signal, { folder: output });
  // A picture that is tested on is never learnt from, also when the data holds it, or a copy of it.
  const training = options.data && (await readNamedImages(options.data, settings, signal, { folder: output, files }));
  const learnt = training?.images.filter(({ image }) => !images.some((tested) => isSameImage(tested.image, image)));
  if (training && learnt?.length === 0 && training.failed.length === 0)
    throw new UsageError('--data: expected pictures beside the inputs, received none');
  const failed = [...unread, ...(training?.failed ?? [])];
  for (const { error } of failed) complain(error);
  if (images.length === 0 || learnt?.length === 0) {
    if (options.json) printJson({ images: [], curve: [], failed });
    return exitCodes.failed;
  }
  await refuseInputAsOutput(
    [...files, ...(training?.files ?? [])],
    resultFiles(
      output,
      images.map(({ name }) => name),
    ),
  );
  await makeOutputFolder(output);

  const line = new ProgressLine();
  const engine = await createEngine({ device });
  try {
    const result = await experiment({
      ...settings,
      noise: `gaussian:${settings.sigma}`,
      engine,
      images,
      trainingImages: learnt,
      signal,
      onTraining: ({ step, steps, loss, stepsPerSecond, remaining }) =>
        line.update(
          `Training  step ${step} of ${steps}  loss ${loss.toExponential(2)}  ${stepsPerSecond.toFixed(1)} steps/s  ${showDuration(remaining)} left`,
        ),
    });
    line.update('Writing results');
    // Where all pictures are grey, so is the experiment.
    const gray = result.images[0]!.clean.channels === 1;
    const { json, markdown } = await writeResults(output, result, { ...settings, gray, device: engine.description, failed }, signal);
    line.clear();
    process.stdout.write(options.json ? `${json}\n` : `${markdown}\nWritten to ${output}\n`);
    return failed.length > 0 ? exitCodes.failed : exitCodes.ok;
  } finally {
    line.clear();
    await engine.close();
  }
}
