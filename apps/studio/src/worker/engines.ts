import type { Denoiser, Engine } from '@cleargrain/core';
import { createDenoiser, createEngine, modelShelf } from '@cleargrain/web';

/** The engine and the denoisers on it, each started when it is first wanted. */
export class Engines {
  readonly #models: string;
  readonly #denoisers = new Map<string, Promise<Denoiser>>();
  #engine: Promise<Engine> | undefined;

  /** `models` is the address of the list of models. */
  constructor(models: string) {
    this.#models = models;
  }

  engine(): Promise<Engine> {
    this.#engine ??= createEngine().catch((error) => {
      this.#engine = undefined;
      throw error;
    });
    return this.#engine;
  }

  /** A denoiser with the model of that name, or 'auto'. */
  async denoiser(model: string): Promise<Denoiser> {
    const known = this.#denoisers.get(model);
    if (known !== undefined) return known;
    const starting = this.engine().then((engine) => createDenoiser({ model, models: this.#models, engine }));
    this.#denoisers.set(model, starting);
    starting.catch(() => this.#denoisers.delete(model));
    return starting;
  }

  modelNames(): Promise<readonly string[]> {
    return modelShelf(this.#models).names();
  }
}
