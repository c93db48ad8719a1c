import { assembleDenoiser, type Denoiser, type Engine, invalid, type ModelShelf } from '@cleargrain/core';
import { createEngine } from '../engine/create-engine.js';
import type { DeviceChoice } from '../engine/device-choice.js';
import { fetchModel } from './fetch-model.js';
import { fetchModelList } from './model-list.js';

/** What denoises, and on what; every option may be left out. */
export interface DenoiserOptions {
  /** 'auto' takes for each picture the listed model for its kind (`chooseModel`); else the name of a listed one, or an ONNX file's bytes. Default 'auto'. */
  readonly model?: string | Uint8Array;
  /** Address of the list of models; the files lie beside it. Default: `models/models.json` beside the page. */
  readonly models?: string | URL;
  /** What computes, as `createEngine` takes it. Default 'auto'. */
  readonly device?: DeviceChoice;
  /** An engine that runs already; the denoiser does not close it. Default: one of its own, on `device`. */
  readonly engine?: Engine;
}

/** The models of a list on a site. */
export function modelShelf(address: string | URL): ModelShelf {
  const url = new URL(address, globalThis.location?.href).href;
  let list: ReturnType<typeof fetchModelList> | undefined;
  const listed = () => {
    // One that failed is forgotten: the next call asks again.
    list ??= fetchModelList(url).catch((error: unknown) => {
      list = undefined;
      throw error;
    });
    return list;
  };
  return {
    names: async () => (await listed()).map(({ name }) => name),
    async read(name) {
      const models = await listed();
      const model = models.find((candidate) => candidate.name === name);
      if (model === undefined) throw invalid('model', `one of ${models.map((one) => one.name).join(', ')}`, name);
      return fetchModel(model, url);
    },
  };
}

/**
 * Starts a denoiser. A model that is named is loaded at once; 'auto' loads models as pictures want them.
 * @throws RangeError when no model has the name; ModelError when the model cannot be used; what `createEngine` throws.
 */
export async function createDenoiser(options: DenoiserOptions = {}): Promise<Denoiser> {
  const shelf = modelShelf(options.models ?? 'models/models.json');
  const wanted = options.model ?? 'auto';
  const file =
    typeof wanted !== 'string'
      ? { name: 'model', bytes: wanted }
      : wanted === 'auto'
        ? undefined
        : { name: wanted, bytes: await shelf.read(wanted) };
  const engine = options.engine ?? (await createEngine({ device: options.device }));
  return assembleDenoiser({ engine, ownsEngine: options.engine === undefined, file, shelf });
}
