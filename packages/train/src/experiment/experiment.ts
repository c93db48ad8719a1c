import { type NetworkConfig, readModel, toGray, unflatten, writeModel } from '@cleargrain/core';
import { photographOf } from '../data/photograph-of.js';
import { addNoise } from './add-noise.js';
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
 * The course exercise from beginning to end: pictures to one size and grey, seeded noise, a small convolutional network, its training, the
 * noisy pictures denoised, and figures. Pictures are held out of the training where there are two or more.
 * @throws RangeError for options outside their range; what `train` and `denoiseImage` throw; the signal's reason when stopped.
 */
export async function experiment(options: ExperimentOptions): Promise<ExperimentResult> {
  const { engine, signal } = options;
  const settings = experimentSettings(options);
  const { size, gray, noise, layers, seed } = settings;

  const images = options.images.map((image) => prepareImage(image, settings));
  const given = options.trainingImages?.map((image) => prepareImage(image, settings));
  const learnt = given ?? (images.length > 1 ? images.slice(0, -1) : images);
  const channels = !gray && [...images, ...learnt].every(({ image }) => image.channels === 3) ? 3 : 1;
  const inChannels = ({ name, image }: NamedImage): NamedImage => ({ name, image: channels === 1 ? toGray(image) : image });

  const network: NetworkConfig = { architecture: 'plain', channels, widths: layers };
  const { recipe, epochs } = experimentRecipe({ network, pictures: learnt.length, size, noise, epochs: options.epochs, seed });
  const pairs = images.map((picture, index) => {
    const clean = inChannels(picture).image;
    return { picture, clean, noisy: addNoise(clean, noise, seed, index) };
  });
  const checkpoint = await trainUntilEnough(options, {
    engine,
    recipe,
    photographs: learnt.map(inChannels).map(({ name, image }) => photographOf(name, image)),
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
      const heldOut = given !== undefined || !learnt.includes(picture);
      const figures = { noisy: figuresOf(noisy, clean), denoised: figuresOf(denoised, clean) };
      results.push({ name: picture.name, heldOut, clean, noisy, denoised, figures });
    }
    const curve = await measureCurve(results, model, session, settings, signal);
    return {
      images: results,
      curve,
      recipe,
      epochs,
      steps: checkpoint.step,
      seconds: checkpoint.seconds,
      history: checkpoint.history,
      model: bytes,
    };
  } finally {
    await session.close();
  }
}
