import { expose, proxy } from 'comlink';
import { CleanDesk } from './clean-desk.js';
import { Engines } from './engines.js';
import { LearnDesk } from './learn-desk.js';

/** Everything that is not pixels on the screen: it runs in a worker, so that the page never waits. */
export class Studio {
  readonly #engines: Engines;
  readonly #clean: CleanDesk;
  readonly #learn: LearnDesk;

  constructor(models: string) {
    this.#engines = new Engines(models);
    this.#clean = new CleanDesk(this.#engines);
    this.#learn = new LearnDesk(this.#engines);
  }

  get clean(): CleanDesk {
    return proxy(this.#clean);
  }

  get learn(): LearnDesk {
    return proxy(this.#learn);
  }

  /** Which device computes and why, in one line. */
  async device(): Promise<string> {
    return (await this.#engines.engine()).description;
  }

  /** Takes a model from an ONNX file, under that name. */
  addModel(name: string, bytes: Uint8Array): Promise<void> {
    return this.#engines.addModel(name, bytes);
  }

  models(): Promise<readonly string[]> {
    return this.#engines.modelNames();
  }
}

expose(Studio);
