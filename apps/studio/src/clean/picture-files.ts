import { reasonOf } from '../page/reason-of.js';
import type { Studio } from '../studio.js';
import type { PictureInfo } from '../worker/picture-info.js';
import type { JobList } from './job-list.js';

/** A picture to be taken into the queue. */
export interface NewPicture {
  readonly name: string;
  readonly file: Blob;
  readonly folder?: string;
}

/** The files of the queue, each read once, when it is first wanted. */
export class PictureFiles {
  readonly #studio: Studio;
  readonly #jobs: JobList;
  readonly #files = new Map<number, { readonly file: Blob; readonly name: string }>();
  readonly #opening = new Map<number, Promise<void>>();

  constructor(studio: Studio, jobs: JobList) {
    this.#studio = studio;
    this.#jobs = jobs;
  }

  /** Puts pictures into the queue; returns the key of the first. */
  add(pictures: readonly NewPicture[]): number | undefined {
    const added = this.#jobs.add(pictures);
    for (const [index, { key, folder, name }] of added.entries())
      this.#files.set(key, { file: pictures[index]!.file, name: folder + name });
    return added[0]?.key;
  }

  /** Reads a picture's file, unless that is done. */
  open(key: number): Promise<void> {
    const found = this.#files.get(key);
    if (found === undefined) return Promise.resolve();
    const open = async () => {
      this.#jobs.setState(key, { kind: 'opening' });
      try {
        await this.replace(key, () => this.#studio.clean.open(found.file, found.name));
      } catch (error) {
        this.#jobs.setState(key, { kind: 'failed', error: reasonOf(error) });
      }
      this.#files.delete(key);
    };
    const opening = this.#opening.get(key) ?? open().finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  /**
   * Gives a job another noisy picture.
   * @throws what `read` throws; the job is then as it was.
   */
  async replace(key: number, read: () => Promise<PictureInfo>): Promise<void> {
    const version = (this.#jobs.get(key)?.version ?? 0) + 1;
    const info = await read();
    // Whoever closed it meanwhile does not want it any more.
    if (this.#jobs.get(key) === undefined) return void this.#studio.clean.close(info.id);
    this.#jobs.update(key, { info, version, state: { kind: 'waiting' }, figures: undefined });
  }

  forget(key: number): void {
    this.#files.delete(key);
  }
}
