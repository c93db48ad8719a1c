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
  /** Whether something is being saved. */
  readonly busy = signal(false);
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
      const ids = this.#done();
      const { file, failed } = await this.#studio.clean.saveAll(ids, this.#options());
      if (failed.length < ids.length) saveFile('cleargrain.zip', file, 'application/zip');
      this.#tell(failed);
    });
  }

  /** Saves all that are clean into a folder that the browser asks for; files that are there stay. */
  async saveIntoFolder(): Promise<void> {
    await this.#try(async () => {
      const folder = await globalThis.showDirectoryPicker!({ mode: 'readwrite' });
      const failed: string[] = [];
      for (const id of this.#done()) {
        try {
          const { name, file } = await this.#studio.clean.save(id, this.#options());
          await writeIntoFolder(folder, name, file);
        } catch (error) {
          failed.push(reasonOf(error));
        }
      }
      this.#tell(failed);
    });
  }

  /** Says which pictures could not be saved; those beside them are. */
  #tell(failed: readonly string[]): void {
    if (failed.length > 0) this.#clean.message.value = `Could not be saved: ${failed.join('; ')}`;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    if (this.busy.value) return;
    this.busy.value = true;
    try {
      await work();
    } catch (error) {
      // Whoever closes the browser's question wants nothing saved.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.#clean.message.value = reasonOf(error);
    } finally {
      this.busy.value = false;
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
