import { abortable } from '../abortable.js';
import { denoise } from '../denoise.js';
import type { Engine } from '../engine.js';
import { createImage, type Image } from '../image/image.js';
import { imageSink } from '../image/image-sink.js';
import { imageSource } from '../image/image-source.js';
import type { ImageSource } from '../image/region.js';
import type { Model } from '../model/model.js';
import type { SampleDepth } from '../picture/samples.js';
import { chooseModel } from './choose-model.js';
import type { Denoiser, DenoiserCallOptions } from './denoiser.js';
import { type LoadedGraphs, loadGraphs } from './load-graphs.js';
import { openModel } from './open-model.js';
import { type KindOfPicture, type PictureKind, pictureKind, plainKind, reasonFor } from './picture-kind.js';

/** A model's name and its file's bytes. */
export interface ModelFile {
  /** What messages and reports call it. */
  readonly name: string;
  /** The ONNX file. */
  readonly bytes: Uint8Array;
}

/** Where the models that ship come from. */
export interface ModelShelf {
  /** The names of the models that ship. */
  names(): Promise<readonly string[]>;
  /** The ONNX file of this name. */
  read(name: string): Promise<Uint8Array>;
}

/** What a denoiser is made of. */
export interface DenoiserParts {
  /** What computes. */
  readonly engine: Engine;
  /** Whether closing the denoiser closes the engine. */
  readonly ownsEngine: boolean;
  /** One model for all pictures. Default: the best on the shelf for each. */
  readonly file?: ModelFile;
  /** The depth of the pictures to come, whose graph is loaded at once with a single model. Default 32, floats. */
  readonly depth?: SampleDepth;
  /** Where models are taken from when no `file` is given. */
  readonly shelf: ModelShelf;
}

interface LoadedModel {
  readonly model: Model;
  readonly graphs: LoadedGraphs;
}

/**
 * Makes a denoiser from an engine and models; it loads them as pictures want them, a single one at once.
 * @throws ModelError when the model cannot be used; the denoiser is then closed.
 */
export async function assembleDenoiser({ engine, ownsEngine, file, depth = 32, shelf }: DenoiserParts): Promise<Denoiser> {
  const loaded = new Map<string, Promise<LoadedModel>>();
  let closed: Promise<void> | undefined;

  const load = async (name: string, read: () => Promise<Uint8Array>): Promise<LoadedModel> => {
    const model = await openModel(name, await read(), engine);
    return { model, graphs: loadGraphs(model, engine) };
  };
  const loadOnce = (name: string, read: () => Promise<Uint8Array>): Promise<LoadedModel> => {
    if (closed !== undefined) throw new Error('the denoiser is closed');
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const loading = load(name, read);
    loaded.set(name, loading);
    return loading;
  };
  const loadedFor = async (kind: PictureKind): Promise<LoadedModel> => {
    if (file !== undefined) return loadOnce(file.name, async () => file.bytes);
    const name = chooseModel(await shelf.names(), kind);
    return loadOnce(name, () => shelf.read(name));
  };
  /** Noise is looked at only where it can make a difference. */
  const kindOf = async (picture: Image | ImageSource): Promise<KindOfPicture> => {
    const names = await shelf.names();
    return names.some((name) => name.startsWith('photo-')) ? pictureKind(picture) : plainKind(picture);
  };
  const denoiseTo: Denoiser['denoiseTo'] = async (source, sink, { kind: given, ...options } = {}) => {
    const found = file === undefined ? (given ?? (await kindOf(source))) : undefined;
    const { model, graphs } = await loadedFor(found?.kind ?? 'gray');
    const report = { ...(await denoise(source, sink, model, graphs, options)), model: model.name };
    return found === undefined ? report : { ...report, reason: reasonFor(found, model.name) };
  };
  const close = async () => {
    const settled = await Promise.allSettled(loaded.values());
    await Promise.all(settled.map((result) => (result.status === 'fulfilled' ? result.value.graphs.close() : undefined)));
    if (ownsEngine) await engine.close();
  };

  const denoiser: Denoiser = {
    device: engine.device,
    description: engine.description,
    modelFor: async (kind) => (await loadedFor(kind === 1 ? 'gray' : kind === 3 ? 'color' : kind)).model,
    async denoise<T extends Image>(image: T, options: DenoiserCallOptions = {}): Promise<T> {
      const result = createImage(image.width, image.height, image.channels);
      // A source tells nothing of the file that the image came from.
      const kind = options.kind ?? (file === undefined ? await abortable(kindOf(image), options.signal) : undefined);
      await denoiser.denoiseTo(imageSource(image), imageSink(result), { ...options, kind });
      return { ...image, data: result.data };
    },
    // Models are loaded, and noise looked at, without a signal.
    denoiseTo: (source, sink, options = {}) => abortable(denoiseTo(source, sink, options), options.signal),
    close() {
      closed ??= close();
      return closed;
    },
  };
  if (file !== undefined) {
    try {
      const { graphs } = await loadedFor('gray');
      await ((depth === 32 ? undefined : graphs.samples(depth)) ?? graphs.floats());
    } catch (error) {
      await denoiser.close();
      throw error;
    }
  }
  return denoiser;
}
