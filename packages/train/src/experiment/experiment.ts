import { isSameImage, type NetworkConfig, readModel, unflatten, writeModel } from '@cleargrain/core';
import { photographOf } from '../data/photograph-of.js';
import { addNoise } from './add-noise.js';
import { channelsOf } from './channels-of.js';
import { createPreviewer } from './create-previewer.js';
import { denoiseToBytes } from './denoise-to-bytes.js';
import type { ExperimentOptions, NamedImage } from './experiment-options.js';
import { experimentRecipe } from './experiment-recipe.js';
import type { ExperimentImage, ExperimentResult } from './experiment-result.js';
import { experimentSettings } from './experiment-settings.js';
import { figuresOf } from './figures-of.js';
import { measureCurve } from './measure-curve.js';
import { prepareImage } from './prepare-image.js';
import { trainUntilEnough } from './train-until-enough.js';

/**
 * The course exercise from beginning to end: pictures to one size, and grey or colour, seeded noise, a small convolutional network, its training, the
 * noisy pictures denoised, and figures. Pictures are held out of the training where there are two or more.
 * @throws RangeError for options outside their range; what `train` and `denoiseImage` throw; the signal's reason when stopped.
 */
export async function experiment(options: ExperimentOptions): Promise<ExperimentResult> {
  const { engine, signal } = options;
  const settings = experimentSettings(options);
  const { size, gray, noise, layers, seed } = settings;

  const channels = channelsOf([...options.images, ...(options.trainingImages ?? [])], gray);
  const prepare = (image: NamedImage) => prepareImage(image, { size, channels });
  const images = options.images.map(prepare);
  const given = options.trainingImages?.map(prepare);
  const learnt = given ?? (images.length > 1 ? images.slice(0, -1) : images);

  const network: NetworkConfig = { architecture: 'plain', channels, widths: layers };
  const { recipe, epochs } = experimentRecipe({ network, pictures: learnt.length, size, noise, epochs: options.epochs, seed });
  const pairs = images.map((picture, index) => ({
    picture,
    clean: picture.image,
    noisy: addNoise(picture.image, noise, seed, index),
  }));
  const checkpoint = await trainUntilEnough(options, {
    engine,
    recipe,
    photographs: learnt.map(({ name, image }) => photographOf(name, image)),
    onProgress: options.onTraining,
    ...(options.onPreview && {
      onCheckpoint: createPreviewer(options, network, pairs.at(-1)!),
      checkpointEvery: options.previewEvery ?? 2,
    }),
  });
  const training = {
    recipe: { ...recipe },
    steps: checkpoint.step,
    hours: checkpoint.seconds / 3600,
    machine: engine.description,
    data: learnt.map(({ name }) => name).join(', '),
  };
  const bytes = writeModel({ network, parameters: unflatten(network, checkpoint.state.average), weights: 'float32', training });
  const model = readModel('experiment', bytes)!;

  const session = await engine.load(bytes);
  try {
    const results: ExperimentImage[] = [];
    for (const { picture, clean, noisy } of pairs) {
      const denoised = await denoiseToBytes(noisy, model, session, signal);
      // The same picture may be there under two names.
      const heldOut = !learnt.some(({ image }) => isSameImage(image, clean));
      const figures = { noisy: figuresOf(noisy, clean), denoised: figuresOf(denoised, clean) };
      results.push({ name: picture.name, heldOut, clean, noisy, denoised, figures });
    }
    const curve = await measureCurve(results, model, session, settings, signal);
    return {
      images: results,
      curve,
      recipe,
      // Fewer than were asked for where it was enough.
      epochs: (epochs * checkpoint.step) / recipe.steps,
      steps: checkpoint.step,
      seconds: checkpoint.seconds,
      history: checkpoint.history,
      model: bytes,
    };
  } finally {
    await session.close();
  }
}
