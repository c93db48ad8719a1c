import { abortable } from '../abortable.js';
import { denoise } from '../denoise.js';
import { createImage, type Image } from '../image/image.js';
import { imageSink } from '../image/image-sink.js';
import { imageSource } from '../image/image-source.js';
import type { Denoiser, DenoiserCallOptions } from './denoiser.js';
import { DenoiserModels } from './denoiser-models.js';
import type { DenoiserParts } from './denoiser-parts.js';
import { reasonFor } from './picture-kind.js';

/**
 * Makes a denoiser from an engine and models; it loads them as pictures want them, a single one at once.
 * @throws ModelError when the model cannot be used; the denoiser is then closed.
 */
export async function assembleDenoiser(parts: DenoiserParts): Promise<Denoiser> {
  const { engine, file, depth = 32 } = parts;
  const models = new DenoiserModels(parts);
  const denoiseTo: Denoiser['denoiseTo'] = async (source, sink, { kind: given, ...options } = {}) => {
    const found = file === undefined ? (given ?? (await models.kindOf(source))) : undefined;
    const { model, graphs } = await models.for(found?.kind ?? 'gray');
    const report = { ...(await denoise(source, sink, model, graphs, options)), model: model.name };
    return found === undefined ? report : { ...report, reason: reasonFor(found, model.name) };
  };

  const denoiser: Denoiser = {
    device: engine.device,
    description: engine.description,
    modelFor: async (kind) => (await models.for(kind === 1 ? 'gray' : kind === 3 ? 'color' : kind)).model,
    async denoise<T extends Image>(image: T, options: DenoiserCallOptions = {}): Promise<T> {
      const result = createImage(image.width, image.height, image.channels);
      // A source tells nothing of the file that the image came from.
      const kind = options.kind ?? (file === undefined ? await abortable(models.kindOf(image), options.signal) : undefined);
      await denoiser.denoiseTo(imageSource(image), imageSink(result), { ...options, kind });
      return { ...image, data: result.data };
    },
    // Models are loaded, and noise looked at, without a signal.
    denoiseTo: (source, sink, options = {}) => abortable(denoiseTo(source, sink, options), options.signal),
    close: () => models.close(),
  };
  if (file !== undefined) {
    try {
      const { graphs } = await models.for('gray');
      await ((depth === 32 ? undefined : graphs.samples(depth)) ?? graphs.floats());
    } catch (error) {
      await denoiser.close();
      throw error;
    }
  }
  return denoiser;
}
