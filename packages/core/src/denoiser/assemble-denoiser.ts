import { denoise } from '../denoise.js';
import type { Engine, Session } from '../engine.js';
import { ModelError } from '../errors.js';
import { createImage, type Image } from '../image/image.js';
import { imageSink } from '../image/image-sink.js';
import { imageSource } from '../image/image-source.js';
import type { Model } from '../model/model.js';
import { chooseModel } from './choose-model.js';
import type { Denoiser, DenoiserCallOptions } from './denoiser.js';
import { openModel } from './open-model.js';
import { type PictureKind, pictureKind } from './picture-kind.js';

/** A model's name and its file's bytes. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Where the models that ship come from. */
export interface ModelShelf {
  names(): Promise<readonly string[]>;
  read(name: string): Promise<Uint8Array>;
}

export interface DenoiserParts {
  readonly engine: Engine;
  /** Whether closing the denoiser closes the engine. */
  readonly ownsEngine: boolean;
  /** One model for all pictures. Default: the best on the shelf for each. */
  readonly file?: ModelFile;
  readonly shelf: ModelShelf;
}

interface LoadedModel {
  readonly model: Model;
  readonly session: Session;
}

/**
 * Makes a denoiser from an engine and models; it loads them as pictures want them, a single one at once.
 * @throws ModelError when the model cannot be used; the denoiser is then closed.
 */
export async function assembleDenoiser({ engine, ownsEngine, file, shelf }: DenoiserParts): Promise<Denoiser> {
  const loaded = new Map<string, Promise<LoadedModel>>();
  let closed: Promise<void> | undefined;

  const load = async (name: string, read: () => Promise<Uint8Array>): Promise<LoadedModel> => {
    const model = await openModel(name, await read(), engine);
    try {
      return { model, session: await engine.load(model.bytes) };
    } catch (error) {
      throw error instanceof ModelError ? new ModelError(`${name}: ${error.message}`) : error;
    }
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
  const close = async () => {
    const settled = await Promise.allSettled(loaded.values());
    await Promise.all(settled.map((result) => (result.status === 'fulfilled' ? result.value.session.close() : undefined)));
    if (ownsEngine) await engine.close();
  };

  const denoiser: Denoiser = {
    device: engine.device,
    description: engine.description,
    modelFor: async (kind) => (await loadedFor(kind === 1 ? 'gray' : kind === 3 ? 'color' : kind)).model,
    async denoise<T extends Image>(image: T, options: DenoiserCallOptions = {}): Promise<T> {
      const result = createImage(image.width, image.height, image.channels);
      const kind = options.kind ?? (file === undefined ? await pictureKind(image) : undefined);
      await denoiser.denoiseTo(imageSource(image), imageSink(result), { ...options, kind });
      return { ...image, data: result.data };
    },
    async denoiseTo(source, sink, { kind: given, ...options } = {}) {
      const found = file === undefined ? (given ?? (await pictureKind(source))) : undefined;
      const { model, session } = await loadedFor(found?.kind ?? 'gray');
      const report = { ...(await denoise(source, sink, model, session, options)), model: model.name };
      if (found === undefined) return report;
      const missing = found.kind === 'photo' && !model.name.startsWith('photo-') ? '; no model for photographs is installed' : '';
      return { ...report, reason: `${found.reason}${missing}` };
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
  if (file !== undefined) {
    try {
      await loadedFor('gray');
    } catch (error) {
      await denoiser.close();
      throw error;
    }
  }
  return denoiser;
}
