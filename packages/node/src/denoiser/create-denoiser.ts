import {
  createImage,
  denoise,
  type Engine,
  type Image,
  imageSink,
  imageSource,
  type Model,
  ModelError,
  type Session,
} from '@cleargrain/core';
import { createEngine } from '../engine/create-engine.js';
import type { DeviceChoice } from '../engine/protocol.js';
import { chooseModel } from './choose-model.js';
import type { Denoiser } from './denoiser.js';
import { findModel } from './find-model.js';
import { openModel } from './open-model.js';
import { shippedModels } from './shipped-models.js';

export interface DenoiserOptions {
  /**
   * 'auto' takes the best model that ships for each picture, grey or colour; else the name of one that ships, the path of an ONNX
   * file, or its bytes. Default 'auto'.
   */
  readonly model?: string | Uint8Array;
  /** What computes, as `createEngine` takes it. Default 'auto'. */
  readonly device?: DeviceChoice;
  /** An engine that runs already; the denoiser does not close it. Default: one of its own, on `device`. */
  readonly engine?: Engine;
}

interface LoadedModel {
  readonly model: Model;
  readonly session: Session;
}

/**
 * Starts a denoiser. A model that is named is loaded at once; 'auto' loads models as pictures want them.
 * @throws RangeError when no model has the name; ModelError when the model cannot be used; what `createEngine` throws.
 */
export async function createDenoiser(options: DenoiserOptions = {}): Promise<Denoiser> {
  const wanted = options.model ?? 'auto';
  const file = typeof wanted === 'string' ? (wanted === 'auto' ? undefined : await findModel(wanted)) : { name: 'model', bytes: wanted };
  const engine = options.engine ?? (await createEngine({ device: options.device }));
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
  const loadedFor = async (channels: 1 | 3): Promise<LoadedModel> => {
    if (file !== undefined) return loadOnce(file.name, async () => file.bytes);
    const name = chooseModel(await shippedModels(), channels);
    return loadOnce(name, async () => (await findModel(name)).bytes);
  };
  const close = async () => {
    const settled = await Promise.allSettled(loaded.values());
    await Promise.all(settled.map((result) => (result.status === 'fulfilled' ? result.value.session.close() : undefined)));
    if (options.engine === undefined) await engine.close();
  };

  const denoiser: Denoiser = {
    device: engine.device,
    description: engine.description,
    modelFor: async (channels) => (await loadedFor(channels)).model,
    async denoise<T extends Image>(image: T, denoiseOptions = {}): Promise<T> {
      const result = createImage(image.width, image.height, image.channels);
      await denoiser.denoiseTo(imageSource(image), imageSink(result), denoiseOptions);
      return { ...image, data: result.data };
    },
    async denoiseTo(source, sink, denoiseOptions = {}) {
      const { model, session } = await loadedFor(source.channels);
      return { ...(await denoise(source, sink, model, session, denoiseOptions)), model: model.name };
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
  if (file !== undefined) {
    try {
      await loadedFor(1);
    } catch (error) {
      await denoiser.close();
      throw error;
    }
  }
  return denoiser;
}
