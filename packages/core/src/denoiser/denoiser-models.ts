import type { Image } from '../image/image.js';
import type { ImageSource } from '../image/region.js';
import type { Model } from '../model/model.js';
import { chooseModel } from './choose-model.js';
import type { DenoiserParts } from './denoiser-parts.js';
import { type LoadedGraphs, loadGraphs } from './load-graphs.js';
import { LoadedOnce } from './loaded-once.js';
import { openModel } from './open-model.js';
import { type KindOfPicture, type PictureKind, pictureKind, plainKind } from './picture-kind.js';

interface LoadedModel {
  readonly model: Model;
  readonly graphs: LoadedGraphs;
}

/** The models of a denoiser, in its engine: the one it was given, or what the shelf has for a kind of picture. */
export class DenoiserModels {
  readonly #parts: DenoiserParts;
  readonly #loaded = new LoadedOnce<string, LoadedModel>();
  #closed: Promise<void> | undefined;

  constructor(parts: DenoiserParts) {
    this.#parts = parts;
  }

  /** The model for a kind of picture; the one there is, where one was given. */
  async for(kind: PictureKind): Promise<LoadedModel> {
    const { file, shelf } = this.#parts;
    if (file !== undefined) return this.#load(file.name, async () => file.bytes);
    const name = chooseModel(await shelf.names(), kind);
    return this.#load(name, () => shelf.read(name));
  }

  /** What kind a picture is; noise is looked at only where it can make a difference. */
  async kindOf(picture: Image | ImageSource): Promise<KindOfPicture> {
    const names = await this.#parts.shelf.names();
    return names.some((name) => name.startsWith('photo-')) ? pictureKind(picture) : plainKind(picture);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  #load(name: string, read: () => Promise<Uint8Array>): Promise<LoadedModel> {
    if (this.#closed !== undefined) throw new Error('the denoiser is closed');
    const { engine } = this.#parts;
    return this.#loaded.get(name, async () => {
      const model = await openModel(name, await read(), engine);
      return { model, graphs: loadGraphs(model, engine) };
    });
  }

  async #close(): Promise<void> {
    const loaded = await this.#loaded.all();
    await Promise.all(loaded.map(({ graphs }) => graphs.close()));
    if (this.#parts.ownsEngine) await this.#parts.engine.close();
  }
}
