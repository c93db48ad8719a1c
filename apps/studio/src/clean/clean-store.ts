import { computed, type Signal, signal } from '@preact/signals';
import { proxy } from 'comlink';
import { isStop, reasonOf } from '../page/reason-of.js';
import { saveFile } from '../page/save-file.js';
import type { Studio } from '../studio.js';
import type { Layout } from '../viewer/layout.js';
import type { MixControls } from '../worker/mix-controls.js';
import type { ModelTrial, PictureInfo, PixelValues, SaveOptions, TilePixels } from '../worker/picture-info.js';
import { type Job, type JobState, type ShownJob, writeTile } from './job.js';
import { writeIntoFolder } from './write-into-folder.js';

/** Larger pictures are cleaned where they are seen; the whole comes when it is asked for. */
const wholeAtOnce = 4e6;
/** More than that of a large picture is not cleaned unasked: of what is seen, the middle then is. */
const mostSeen = 3e6;
const middleSide = 1024;

export type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A picture to be taken into the queue. */
export interface NewPicture {
  readonly name: string;
  readonly file: Blob;
  readonly folder?: string;
}

const isLarge = ({ width, height }: PictureInfo) => width * height > wholeAtOnce;

/** The state of the page Clean, and what can be done on it. */
export class CleanStore {
  readonly jobs = signal<readonly Job[]>([]);
  readonly currentKey = signal<number | undefined>(undefined);
  readonly current = computed(() => this.jobs.value.find(({ key }) => key === this.currentKey.value));
  /** The pixels of the current job, when they are there. */
  readonly shown = signal<ShownJob | undefined>(undefined);
  /** Counts the tiles that have come: what is computed from pixels is then old. */
  readonly tiles = signal(0);
  readonly visible = signal<Region | undefined>(undefined);
  readonly light = signal(1);
  readonly chroma = signal(1);
  readonly detail = signal(0);
  readonly grain = signal(0);
  readonly controls = computed<MixControls>(() => ({
    light: this.light.value,
    chroma: this.chroma.value,
    detail: this.detail.value,
    grain: this.grain.value,
  }));
  readonly amplification = signal(4);
  readonly model = signal('auto');
  /** Names of models that were opened from files. */
  readonly ownModels = signal<readonly string[]>([]);
  readonly layout = signal<Layout>('split');
  readonly format = signal<SaveOptions['format']>('same');
  readonly quality = signal<number | undefined>(undefined);
  readonly depth = signal<SaveOptions['depth']>(undefined);
  readonly metadata = signal(true);
  readonly suffix = signal('-clean');
  /** Whether all pictures are being cleaned, one after another. */
  readonly batch = signal(false);
  /** What several models make of one region, while they are compared. */
  readonly trials = signal<{ readonly region: Region; readonly running: boolean; readonly results: readonly ModelTrial[] } | undefined>(
    undefined,
  );
  readonly message: Signal<string | undefined> = signal(undefined);
  /** Called with every tile of the current picture. */
  onTile: ((tile: TilePixels) => void) | undefined;
  readonly #studio: Studio;
  readonly #files = new Map<number, { readonly file: Blob; readonly name: string }>();
  readonly #opening = new Map<number, Promise<void>>();
  #nextKey = 0;
  /** One picture at a time: two would only make each other slow. */
  #last: Promise<void> = Promise.resolve();
  /** The region of a large picture that is being cleaned or was cleaned last. */
  #seen: { readonly key: number; readonly version: number; readonly model: string; readonly region: Region } | undefined;
  /** Tiles that come while the pixels of their picture are fetched: these may be older. */
  #late: { readonly key: number; readonly tiles: TilePixels[] } | undefined;
  #figuresTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Takes pictures into the queue and shows the first; what is looked at is cleaned at once, the rest waits for "Clean all". */
  async add(pictures: readonly NewPicture[]): Promise<void> {
    const first = this.#enqueue(pictures);
    if (first !== undefined) await this.choose(first);
  }

  /** Takes a clean picture, and makes it noisy: something to do, and something to measure against. */
  async addSample(sample: NewPicture): Promise<void> {
    const key = this.#enqueue([sample])!;
    this.currentKey.value = key;
    await this.#open(key);
    await this.addNoise(key, 'gaussian:25');
  }

  /** Shows a picture; one that is not large is cleaned. */
  async choose(key: number): Promise<void> {
    this.endTrials();
    this.currentKey.value = key;
    await this.#open(key);
    await this.#show();
    const job = this.#job(key);
    if (job?.info !== undefined && !isLarge(job.info) && job.state.kind === 'waiting' && job.state.error === undefined)
      await this.clean(key);
  }

  /** Cleans a picture, or a region of it. */
  clean(key: number, region?: Region, part: 'seen' | 'middle' = 'seen'): Promise<void> {
    const work = this.#last.then(() => this.#clean(key, region, part));
    this.#last = work;
    return work;
  }

  /** Says what is seen of the current picture: of a large one that is cleaned, in place of what was seen before. */
  see(region: Region): void {
    this.visible.value = region;
    const job = this.current.value;
    if (job?.info === undefined || !isLarge(job.info) || this.trials.value !== undefined || this.batch.value) return;
    const { state, key, version } = job;
    const seen = this.#seen;
    const isCovered = seen?.key === key && seen.version === version && seen.model === this.model.value && contains(seen.region, region);
    const isMuch = region.width * region.height > mostSeen;
    if (state.kind === 'waiting' && state.part !== undefined && (isCovered || isMuch)) {
      const part = isCovered ? 'seen' : 'middle';
      if (part !== state.part) this.#setState(key, { ...state, part });
    }
    // What is under way or done there need not be done again, when the view moves a little or changes its size.
    if (isCovered) return;
    if (state.kind === 'cleaning') {
      if (!state.part || isMuch) return;
      this.cancel(key);
    } else if (state.kind !== 'waiting' || state.error !== undefined || (isMuch && state.part !== undefined)) return;
    void (isMuch ? this.clean(key, middleOf(region, middleSide), 'middle') : this.clean(key, region));
  }

  /** Cleans all pictures that are not clean, one after another, until it is stopped. */
  async cleanAll(): Promise<void> {
    this.batch.value = true;
    for (const { key } of this.jobs.value) {
      if (!this.batch.value) break;
      await this.#open(key);
      await this.#last;
      if (!this.batch.value) break;
      const kind = this.#job(key)?.state.kind;
      if (kind !== undefined && kind !== 'done' && kind !== 'failed') await this.clean(key);
    }
    this.batch.value = false;
  }

  /** Stops what is cleaned now, and with it the batch. */
  stopAll(): void {
    this.batch.value = false;
    for (const { key, state } of this.jobs.value) if (state.kind === 'cleaning') this.cancel(key);
  }

  cancel(key: number): void {
    const id = this.#job(key)?.info?.id;
    if (id !== undefined) void this.#studio.clean.cancel(id);
  }

  remove(key: number): void {
    const job = this.#job(key);
    const index = this.jobs.value.findIndex((other) => other.key === key);
    this.jobs.value = this.jobs.value.filter((other) => other.key !== key);
    this.#files.delete(key);
    if (job?.info !== undefined) void this.#studio.clean.close(job.info.id);
    if (this.currentKey.value !== key) return;
    const next = this.jobs.value[Math.min(index, this.jobs.value.length - 1)];
    this.shown.value = undefined;
    if (next === undefined) this.currentKey.value = undefined;
    else void this.choose(next.key);
  }

  /** Makes the current picture noisy; what it was is then the reference. */
  async addNoise(key: number, noise: string): Promise<void> {
    const job = this.#job(key);
    if (job?.info === undefined) return;
    const { id } = job.info;
    // Tiles of what is under way would land in the new picture.
    this.cancel(key);
    await this.#last;
    await this.#replace(key, () => this.#studio.clean.addNoise(id, noise, 1));
    await this.#show();
    await this.clean(key);
  }

  /** Takes the clean picture of the current one, to measure against. */
  async setReference(key: number, file: File): Promise<void> {
    const job = this.#job(key);
    if (job?.info === undefined) return;
    try {
      const { hasReference } = await this.#studio.clean.setReference(job.info.id, file, file.name);
      this.#update(key, { info: { ...job.info, hasReference } });
      this.message.value = undefined;
      await this.#show(true);
      if (this.#job(key)?.state.kind === 'done') await this.#measure(key);
    } catch (error) {
      this.message.value = reasonOf(error);
    }
  }

  /** Cleans with another model from now on: the current picture at once, as far as it would be cleaned unasked. */
  async chooseModel(name: string): Promise<void> {
    this.endTrials();
    this.model.value = name;
    const job = this.current.value;
    if (job?.info === undefined || (job.state.kind === 'done' && job.state.model === name)) return;
    this.cancel(job.key);
    await this.#last;
    this.#setState(job.key, { kind: 'waiting' });
    if (!isLarge(job.info)) await this.clean(job.key);
    else if (this.visible.value !== undefined) this.see(this.visible.value);
  }

  /** Takes a model from an ONNX file and cleans with it. */
  async addModel(file: File): Promise<void> {
    const name = file.name.replace(/\.onnx$/i, '');
    try {
      await this.#studio.addModel(name, new Uint8Array(await file.arrayBuffer()));
      this.ownModels.value = [...this.ownModels.value.filter((other) => other !== name), name];
      this.message.value = undefined;
      await this.chooseModel(name);
    } catch (error) {
      this.message.value = `${file.name}: ${reasonOf(error)}`;
    }
  }

  /** Runs several models on the middle of what is seen. */
  async tryModels(names: readonly string[]): Promise<void> {
    const job = this.current.value;
    if (job?.info === undefined || this.visible.value === undefined) return;
    const region = middleOf(this.visible.value, 384);
    this.trials.value = { region, running: true, results: [] };
    this.cancel(job.key);
    const work = this.#last.then(async () => {
      const take = (trial: ModelTrial) => {
        const trials = this.trials.value;
        if (trials?.region === region) this.trials.value = { ...trials, results: [...trials.results, trial] };
      };
      try {
        await this.#studio.clean.tryModels(job.info!.id, region, names, proxy(take));
      } catch (error) {
        if (!isStop(error)) this.message.value = reasonOf(error);
      }
      if (this.trials.value?.region === region) this.trials.value = { ...this.trials.value, running: false };
    });
    this.#last = work;
    await work;
  }

  endTrials(): void {
    if (this.trials.value === undefined) return;
    if (this.trials.value.running && this.current.value !== undefined) this.cancel(this.current.value.key);
    this.trials.value = undefined;
  }

  /** The samples of one pixel of the current picture, in its file's depth. */
  async values(x: number, y: number): Promise<PixelValues> {
    const info = this.current.value?.info;
    if (info === undefined) throw new Error('no picture is open');
    return this.#studio.clean.values(info.id, x, y, this.controls.value);
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
      const { name, file } = await this.#studio.clean.save(job.info.id, this.#saveOptions());
      saveFile(name.replace(/^.*\//, ''), file, file.type);
    } catch (error) {
      this.message.value = reasonOf(error);
    }
  }

  /** Saves all that are clean as one ZIP file. */
  async saveAll(): Promise<void> {
    try {
      saveFile('cleargrain.zip', await this.#studio.clean.saveAll(this.#done(), this.#saveOptions()), 'application/zip');
    } catch (error) {
      this.message.value = reasonOf(error);
    }
  }

  /** Saves all that are clean into a folder that the browser asks for; files that are there stay. */
  async saveIntoFolder(): Promise<void> {
    try {
      const folder = await globalThis.showDirectoryPicker!({ mode: 'readwrite' });
      for (const id of this.#done()) {
        const { name, file } = await this.#studio.clean.save(id, this.#saveOptions());
        await writeIntoFolder(folder, name, file);
      }
    } catch (error) {
      // Whoever closes the browser's question wants nothing saved.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.message.value = reasonOf(error);
    }
  }

  #done(): number[] {
    return this.jobs.value.flatMap(({ state, info }) => (state.kind === 'done' && info ? [info.id] : []));
  }

  #enqueue(pictures: readonly NewPicture[]): number | undefined {
    this.message.value = undefined;
    const added = pictures.map(({ name, file, folder = '' }): Job => {
      const key = this.#nextKey++;
      this.#files.set(key, { file, name: folder + name });
      return { key, name, folder, state: { kind: 'queued' }, version: 0 };
    });
    this.jobs.value = [...this.jobs.value, ...added];
    return added[0]?.key;
  }

  /** Reads a picture's file, once. */
  #open(key: number): Promise<void> {
    const open = async () => {
      const { file, name } = this.#files.get(key)!;
      this.#setState(key, { kind: 'opening' });
      await this.#replace(key, () => this.#studio.clean.open(file, name));
      this.#files.delete(key);
    };
    if (!this.#files.has(key)) return Promise.resolve();
    const opening = this.#opening.get(key) ?? open().finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  /** Fetches the pixels of the current picture, unless they are there; anew when a layer has come. */
  async #show(anew = false): Promise<void> {
    const job = this.current.value;
    const before = this.shown.value;
    if (job?.info === undefined || (!anew && before?.key === job.key && before.version === job.version)) return;
    const { key, version } = job;
    if (before?.key !== key) this.shown.value = undefined;
    const tiles: TilePixels[] = [];
    this.#late = { key, tiles };
    try {
      const pixels = await this.#studio.clean.pixels(job.info.id);
      const now = this.current.value;
      if (now?.key !== key || now.version !== version) return;
      for (const tile of tiles) writeTile(pixels, job.info.width, tile);
      this.shown.value = { key, version, ...pixels };
    } catch (error) {
      if (this.#job(key) !== undefined) this.message.value = reasonOf(error);
    }
  }

  #saveOptions(): SaveOptions {
    return {
      controls: this.controls.value,
      format: this.format.value,
      quality: this.quality.value,
      depth: this.depth.value,
      metadata: this.metadata.value,
      suffix: this.suffix.value,
    };
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
  async #replace(key: number, read: () => Promise<PictureInfo>): Promise<void> {
    const version = (this.#job(key)?.version ?? 0) + 1;
    try {
      const info = await read();
      // Whoever closed it meanwhile does not want it any more.
      if (this.#job(key) === undefined) return void this.#studio.clean.close(info.id);
      this.#update(key, { info, version, state: { kind: 'waiting' }, figures: undefined });
    } catch (error) {
      this.#setState(key, { kind: 'failed', error: reasonOf(error) });
    }
  }

  async #clean(key: number, region: Region | undefined, part: 'seen' | 'middle'): Promise<void> {
    const job = this.#job(key);
    if (job?.info === undefined) return;
    const { info, version } = job;
    const before = job.state.kind === 'waiting' ? job.state.part : undefined;
    const takeTile = (tile: TilePixels) => {
      const { value: shown } = this.shown;
      if (this.#late?.key === key) this.#late.tiles.push(tile);
      if (shown?.key !== key || shown.version !== version) return;
      writeTile(shown, info.width, tile);
      this.tiles.value++;
      this.onTile?.(tile);
    };
    const takeProgress = ({ fraction, remaining }: { fraction: number; remaining?: number }) => {
      // The last one may come when it has ended.
      if (this.#job(key)?.state.kind !== 'cleaning') return;
      this.#setState(key, { kind: 'cleaning', fraction, part: region !== undefined, ...(remaining !== undefined && { remaining }) });
    };
    this.#setState(key, { kind: 'cleaning', fraction: 0, part: region !== undefined });
    this.#seen = region && { key, version, model: this.model.value, region };
    try {
      const report = await this.#studio.clean.clean(info.id, region, this.model.value, proxy(takeTile), proxy(takeProgress));
      this.#setState(
        key,
        region === undefined ? { kind: 'done', model: report.model, seconds: report.seconds } : { kind: 'waiting', part },
      );
      if (region === undefined && this.#job(key)?.info?.hasReference) await this.#measure(key);
    } catch (error) {
      this.#seen = undefined;
      // A picture that could not be cleaned is still there.
      if (isStop(error)) return this.#setState(key, { kind: 'waiting', ...(before && { part: before }) });
      this.#setState(key, { kind: 'waiting', error: reasonOf(error) });
      this.message.value = `${job.name}: ${reasonOf(error)}`;
    }
  }

  async #measure(key: number): Promise<void> {
    const job = this.#job(key);
    if (job?.info === undefined) return;
    this.#update(key, { figures: await this.#studio.clean.figures(job.info.id, this.controls.value) });
  }
}

function contains(outer: Region, inner: Region): boolean {
  const within = (start: number, length: number, from: number, size: number) => from >= start && from + size <= start + length;
  return within(outer.x, outer.width, inner.x, inner.width) && within(outer.y, outer.height, inner.y, inner.height);
}

/** The middle of a region, of at most that many pixels a side. */
function middleOf({ x, y, width, height }: Region, side: number): Region {
  const [wide, high] = [Math.min(width, side), Math.min(height, side)];
  return { x: x + ((width - wide) >> 1), y: y + ((height - high) >> 1), width: wide, height: high };
}
