import { signal } from '@preact/signals';
import { reasonOf } from '../page/reason-of.js';
import { saveFile } from '../page/save-file.js';
import type { Studio } from '../studio.js';
import type { SaveOptions } from '../worker/picture-info.js';
import type { CleanStore } from './clean-store.js';
import { writeIntoFolder } from './write-into-folder.js';

/** How results are saved, and their saving. */
export class SaveStore {
  readonly format = signal<SaveOptions['format']>('same');
  readonly quality = signal<number | undefined>(undefined);
  readonly depth = signal<SaveOptions['depth']>(undefined);
  readonly metadata = signal(true);
  readonly suffix = signal('-clean');
  readonly #studio: Studio;
  readonly #clean: CleanStore;

  constructor(studio: Studio, clean: CleanStore) {
    this.#studio = studio;
    this.#clean = clean;
  }

  /** Saves a picture; what is not yet clean is cleaned first. */
  async save(key: number): Promise<void> {
    const { jobs } = this.#clean;
    await this.#try(async () => {
      if (jobs.get(key)?.state.kind !== 'done') await this.#clean.clean(key);
      const job = jobs.get(key);
      if (job?.info === undefined || job.state.kind !== 'done') return;
      const { name, file } = await this.#studio.clean.save(job.info.id, this.#options());
      saveFile(name.replace(/^.*\//, ''), file, file.type);
    });
  }

  /** Saves all that are clean as one ZIP file. */
  async saveAll(): Promise<void> {
    await this.#try(async () => {
      saveFile('cleargrain.zip', await this.#studio.clean.saveAll(this.#done(), this.#options()), 'application/zip');
    });
  }

  /** Saves all that are clean into a folder that the browser asks for; files that are there stay. */
  async saveIntoFolder(): Promise<void> {
    await this.#try(async () => {
      const folder = await globalThis.showDirectoryPicker!({ mode: 'readwrite' });
      for (const id of this.#done()) {
        const { name, file } = await this.#studio.clean.save(id, this.#options());
        await writeIntoFolder(folder, name, file);
      }
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // Whoever closes the browser's question wants nothing saved.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.#clean.message.value = reasonOf(error);
    }
  }

  #done(): number[] {
    return this.#clean.jobs.all.value.flatMap(({ state, info }) => (state.kind === 'done' && info ? [info.id] : []));
  }

  #options(): SaveOptions {
    return {
      controls: this.#clean.mix.controls.value,
      format: this.format.value,
      quality: this.quality.value,
      depth: this.depth.value,
      metadata: this.metadata.value,
      suffix: this.suffix.value,
    };
  }
}
