import { expose, type ProxyMarked, proxy } from 'comlink';
import { BenchDesk } from './bench-desk.js';
import { CleanDesk } from './clean-desk.js';
import type { EngineChoice } from './engine-choice.js';
import { Engines } from './engines.js';
import { LearnDesk } from './learn-desk.js';

/** Everything that is not pixels on the screen: it runs in a worker, so that the page never waits. */
export class Studio {
  readonly #engines: Engines;
  readonly #clean: CleanDesk;
  readonly #learn: LearnDesk;
  readonly #bench: BenchDesk;

  constructor(models: string, choice: EngineChoice) {
    this.#engines = new Engines(models, choice);
    this.#clean = new CleanDesk(this.#engines);
    this.#learn = new LearnDesk(this.#engines);
    this.#bench = new BenchDesk(models);
  }

  get clean(): CleanDesk & ProxyMarked {
    return proxy(this.#clean);
  }

  get learn(): LearnDesk & ProxyMarked {
    return proxy(this.#learn);
  }

  get bench(): BenchDesk & ProxyMarked {
    return proxy(this.#bench);
  }

  /** Which device computes and why, in one line. */
  async device(): Promise<string> {
    return (await this.#engines.engine()).description;
  }

  /** Takes a model from an ONNX file; returns the name that it goes by. */
  addModel(name: string, bytes: Uint8Array): Promise<string> {
    return this.#engines.addModel(name, bytes);
  }

  models(): Promise<readonly string[]> {
    return this.#engines.modelNames();
  }
}

expose(Studio);
