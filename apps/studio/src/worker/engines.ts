import { type Denoiser, type Engine, oneOf } from '@cleargrain/core';
import { createDenoiser, createEngine, deviceChoices, modelShelf } from '@cleargrain/web';
import type { EngineChoice } from './engine-choice.js';

/** The engine and the denoisers on it, each started when it is first wanted. */
export class Engines {
  readonly #models: string;
  readonly #choice: EngineChoice;
  readonly #denoisers = new Map<string, Promise<Denoiser>>();
  readonly #own = new Set<string>();
  #engine: Promise<Engine> | undefined;

  /** `models` is the address of the list of models. */
  constructor(models: string, choice: EngineChoice) {
    this.#models = models;
    this.#choice = choice;
  }

  engine(): Promise<Engine> {
    this.#engine ??= this.#start().catch((error) => {
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

  /**
   * Takes a model from a file. Returns its name: with a number, where another has that name already.
   * @throws ModelError when it is not one that denoises.
   */
  async addModel(wanted: string, bytes: Uint8Array): Promise<string> {
    const denoiser = await createDenoiser({ model: bytes, models: this.#models, engine: await this.engine() });
    const shipped = await this.modelNames().catch((): readonly string[] => []);
    let name = wanted;
    for (let count = 2; name === 'auto' || shipped.includes(name) || this.#own.has(name); count++) name = `${wanted} (${count})`;
    this.#own.add(name);
    this.#denoisers.set(name, Promise.resolve(denoiser));
    return name;
  }

  /** Whether the model of that name came from a file. */
  isOwn(model: string): boolean {
    return this.#own.has(model);
  }

  async #start(): Promise<Engine> {
    const { device = 'auto', threads } = this.#choice;
    return createEngine({
      device: oneOf('device', device, deviceChoices),
      ...(threads !== undefined && { threads }),
    });
  }

  modelNames(): Promise<readonly string[]> {
    return modelShelf(this.#models).names();
  }
}
