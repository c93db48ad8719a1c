import { computed, type Signal, signal } from '@preact/signals';
import { proxy } from 'comlink';
import { isStop, reasonOf } from '../page/reason-of.js';
import { saveFile } from '../page/save-file.js';
import type { Studio } from '../studio.js';
import type { Show } from '../viewer/picture-renderer.js';
import type { PictureInfo, SaveOptions, TilePixels } from '../worker/picture-info.js';
import { type Job, type JobState, writeTile } from './job.js';

/** Larger pictures are cleaned where they are seen; the whole comes when it is asked for. */
const wholeAtOnce = 4e6;

type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The state of the page Clean, and what can be done on it. */
export class CleanStore {
  readonly jobs = signal<readonly Job[]>([]);
  readonly currentKey = signal<number | undefined>(undefined);
  readonly current = computed(() => this.jobs.value.find(({ key }) => key === this.currentKey.value));
  readonly strength = signal(1);
  readonly chroma = signal(1);
  readonly amplification = signal(4);
  readonly model = signal('auto');
  readonly layout = signal<Show | 'side'>('split');
  readonly format = signal<SaveOptions['format']>('same');
  readonly metadata = signal(true);
  readonly message: Signal<string | undefined> = signal(undefined);
  /** Called with every tile of the current picture. */
  onTile: ((tile: TilePixels) => void) | undefined;
  readonly #studio: Studio;
  #nextKey = 0;
  /** One picture at a time: two would only make each other slow. */
  #last: Promise<void> = Promise.resolve();
  #figuresTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Takes pictures into the queue and shows the first; what is looked at is cleaned at once, the rest waits for "Clean all". */
  async add(files: readonly { readonly name: string; readonly file: Blob }[]): Promise<void> {
    await this.#open(files, (key) => {
      const info = this.#job(key)?.info;
      if (info !== undefined && info.width * info.height <= wholeAtOnce) void this.clean(key);
    });
  }

  /** Takes a clean picture, and makes it noisy: something to do, and something to measure against. */
  async addSample(sample: { readonly name: string; readonly file: Blob }): Promise<void> {
    await this.#open([sample], (key) => void this.addNoise(key, 'gaussian:25'));
  }

  /** Cleans a picture, or the region of it that is seen. */
  clean(key: number, region?: Region): Promise<void> {
    const work = this.#last.then(() => this.#clean(key, region));
    this.#last = work;
    return work;
  }

  /** Cleans what is seen of a large picture, in place of what was seen before. */
  cleanVisible(key: number, region: Region): void {
    const state = this.#job(key)?.state;
    if (state?.kind === 'cleaning' && state.part) this.cancel(key);
    else if (state?.kind !== 'waiting') return;
    void this.clean(key, region);
  }

  async cleanAll(): Promise<void> {
    for (const { key, state, info } of this.jobs.value) if (info !== undefined && state.kind !== 'done') await this.clean(key);
  }

  cancel(key: number): void {
    const id = this.#job(key)?.info?.id;
    if (id !== undefined) void this.#studio.clean.cancel(id);
  }

  remove(key: number): void {
    const job = this.#job(key);
    this.jobs.value = this.jobs.value.filter((other) => other.key !== key);
    if (this.currentKey.value === key) this.currentKey.value = this.jobs.value[0]?.key;
    if (job?.info !== undefined) void this.#studio.clean.close(job.info.id);
  }

  /** Makes the current picture noisy; what it was is then the reference. */
  async addNoise(key: number, noise: string): Promise<void> {
    const job = this.#job(key);
    if (job?.info === undefined) return;
    const { id, pixels } = job.info;
    const referencePixels = job.referencePixels ?? pixels;
    // Tiles of what is under way would land in the new picture.
    this.cancel(key);
    await this.#last;
    await this.#replace(key, () => this.#studio.clean.addNoise(id, noise, 1), referencePixels);
    await this.clean(key);
  }

  /** Takes the clean picture of the current one, to measure against. */
  async setReference(key: number, file: File): Promise<void> {
    const job = this.#job(key);
    if (job?.info === undefined) return;
    const { id } = job.info;
    try {
      const { hasReference, referencePixels } = await this.#studio.clean.setReference(id, file, file.name);
      this.#update(key, { info: { ...job.info, hasReference }, referencePixels, version: job.version + 1 });
      if (job.state.kind === 'done') await this.#measure(key);
    } catch (error) {
      this.message.value = reasonOf(error);
    }
  }

  /** Figures follow the sliders, a moment after they have come to rest. */
  measureSoon(): void {
    clearTimeout(this.#figuresTimer);
    this.#figuresTimer = setTimeout(() => {
      const job = this.current.value;
      if (job?.state.kind === 'done') void this.#measure(job.key);
    }, 250);
  }

  /** Saves a picture; what is not yet clean is cleaned first. */
  async save(key: number): Promise<void> {
    try {
      if (this.#job(key)?.state.kind !== 'done') await this.clean(key);
      const job = this.#job(key);
      if (job?.info === undefined || job.state.kind !== 'done') return;
      const { name, bytes } = await this.#studio.clean.save(job.info.id, this.#saveOptions());
      saveFile(name, new Uint8Array(bytes));
    } catch (error) {
      this.message.value = reasonOf(error);
    }
  }

  /** Saves all that are clean as one ZIP file. */
  async saveAll(): Promise<void> {
    try {
      const ids = this.jobs.value.flatMap(({ state, info }) => (state.kind === 'done' && info ? [info.id] : []));
      saveFile('cleargrain.zip', new Uint8Array(await this.#studio.clean.saveAll(ids, this.#saveOptions())), 'application/zip');
    } catch (error) {
      this.message.value = reasonOf(error);
    }
  }

  /** Reads pictures, one after another; `onFirst` is told when the first is there. */
  async #open(files: readonly { readonly name: string; readonly file: Blob }[], onFirst: (key: number) => void): Promise<void> {
    this.message.value = undefined;
    const added = files.map(({ name }): Job => ({ key: this.#nextKey++, name, state: { kind: 'opening' }, version: 0 }));
    this.jobs.value = [...this.jobs.value, ...added];
    if (added[0] !== undefined) this.currentKey.value = added[0].key;
    for (const [index, { key }] of added.entries()) {
      await this.#replace(key, () => this.#studio.clean.open(files[index]!.file, files[index]!.name));
      if (index === 0) onFirst(key);
    }
  }

  #saveOptions(): SaveOptions {
    return { strength: this.strength.value, chroma: this.chroma.value, format: this.format.value, metadata: this.metadata.value };
  }

  #job(key: number): Job | undefined {
    return this.jobs.value.find((job) => job.key === key);
  }

  #update(key: number, change: Partial<Job>): void {
    this.jobs.value = this.jobs.value.map((job) => (job.key === key ? { ...job, ...change } : job));
  }

  #setState(key: number, state: JobState): void {
    this.#update(key, { state });
  }

  /** Gives a job another noisy picture. */
  async #replace(key: number, read: () => Promise<PictureInfo>, referencePixels?: Uint8ClampedArray<ArrayBuffer>): Promise<void> {
    const version = (this.#job(key)?.version ?? 0) + 1;
    try {
      const info = await read();
      this.#update(key, {
        info,
        clean: info.clean,
        version,
        state: { kind: 'waiting' },
        figures: undefined,
        ...(referencePixels && { referencePixels }),
      });
    } catch (error) {
      this.#setState(key, { kind: 'failed', error: reasonOf(error) });
    }
  }

  async #clean(key: number, region: Region | undefined): Promise<void> {
    const job = this.#job(key);
    if (job?.info === undefined || job.clean === undefined) return;
    const { info, clean } = job;
    const part = region !== undefined;
    const takeTile = (tile: TilePixels) => {
      writeTile(clean, info.width, tile);
      if (this.currentKey.value === key) this.onTile?.(tile);
    };
    const takeProgress = ({ fraction, remaining }: { fraction: number; remaining?: number }) =>
      this.#setState(key, { kind: 'cleaning', fraction, part, ...(remaining !== undefined && { remaining }) });
    this.#setState(key, { kind: 'cleaning', fraction: 0, part });
    try {
      const report = await this.#studio.clean.clean(info.id, region, this.model.value, proxy(takeTile), proxy(takeProgress));
      this.#setState(
        key,
        region === undefined ? { kind: 'done', model: report.model, seconds: report.seconds } : { kind: 'waiting', part: true },
      );
      if (region === undefined && this.#job(key)?.info?.hasReference) await this.#measure(key);
    } catch (error) {
      // A picture that could not be cleaned is still there.
      this.#setState(key, { kind: 'waiting' });
      if (!isStop(error)) this.message.value = `${job.name}: ${reasonOf(error)}`;
    }
  }

  async #measure(key: number): Promise<void> {
    const job = this.#job(key);
    if (job?.info === undefined) return;
    this.#update(key, { figures: await this.#studio.clean.figures(job.info.id, this.strength.value, this.chroma.value) });
  }
}
