import type { Region } from '@cleargrain/core';
import { type Signal, signal } from '@preact/signals';
import { proxy } from 'comlink';
import { isStop, reasonOf } from '../page/reason-of.js';
import type { Studio } from '../studio.js';
import type { ModelTrial } from '../worker/picture-info.js';

export interface Trials {
  readonly region: Region;
  readonly running: boolean;
  readonly results: readonly ModelTrial[];
}

/** What several models make of one region, while they are compared. */
export class TrialStore {
  readonly shown = signal<Trials | undefined>(undefined);
  readonly #studio: Studio;
  readonly #message: Signal<string | undefined>;

  /** `message` is told what goes wrong. */
  constructor(studio: Studio, message: Signal<string | undefined>) {
    this.#studio = studio;
    this.#message = message;
  }

  /** Runs models on a region of a picture, one after another, when what ran before is done; results appear as they come. */
  async run(id: number, region: Region, names: readonly string[], before: Promise<void>): Promise<void> {
    this.shown.value = { region, running: true, results: [] };
    const change = (make: (trials: Trials) => Trials) => {
      const trials = this.shown.value;
      if (trials?.region === region) this.shown.value = make(trials);
    };
    await before;
    const take = (trial: ModelTrial) => change((trials) => ({ ...trials, results: [...trials.results, trial] }));
    try {
      if (this.shown.value?.region === region) await this.#studio.clean.tryModels(id, region, names, proxy(take));
    } catch (error) {
      if (!isStop(error)) this.#message.value = reasonOf(error);
    }
    change((trials) => ({ ...trials, running: false }));
  }

  close(): void {
    this.shown.value = undefined;
  }
}
