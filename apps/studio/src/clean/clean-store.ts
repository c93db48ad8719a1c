import type { Region } from '@cleargrain/core';
import { type Signal, signal } from '@preact/signals';
import { proxy } from 'comlink';
import { isStop, reasonOf } from '../page/reason-of.js';
import type { Studio } from '../studio.js';
import type { Layout } from '../viewer/layout.js';
import type { PixelValues, TilePixels } from '../worker/picture-info.js';
import type { Job } from './job.js';
import { JobList } from './job-list.js';
import { MixStore } from './mix-store.js';
import { type NewPicture, PictureFiles } from './picture-files.js';
import { isLarge, type Part, planSeen } from './plan-seen.js';
import { contains, middleOf } from './region.js';
import { ShownStore } from './shown-store.js';
import { TrialStore } from './trial-store.js';

/** Models are compared on a region of so many pixels a side. */
const trialSide = 384;

interface CleanRequest {
  /** Undefined: the whole picture. */
  readonly region: Region | undefined;
  readonly part: Part;
  /** Whether it is cleaned because it is looked at, and need not be any more when it is left. */
  readonly unasked: boolean;
}

/** A request, and when it is done. */
type PendingRequest = CleanRequest & { readonly done: Promise<void> };

const wholePicture: CleanRequest = { region: undefined, part: 'seen', unasked: false };

/** The state of the page Clean, and what can be done on it. */
export class CleanStore {
  readonly jobs = new JobList();
  readonly mix = new MixStore();
  readonly shown: ShownStore;
  readonly trials: TrialStore;
  readonly message: Signal<string | undefined> = signal(undefined);
  /** The part of the current picture that is seen. */
  readonly visible = signal<Region | undefined>(undefined);
  readonly layout = signal<Layout>('split');
  readonly amplification = signal(4);
  readonly model = signal('auto');
  /** Names of models that were opened from files. */
  readonly ownModels = signal<readonly string[]>([]);
  /** Whether all pictures are being cleaned, one after another. */
  readonly batch = signal(false);
  readonly #studio: Studio;
  readonly #files: PictureFiles;
  /** One picture at a time: two would only make each other slow. */
  #last: Promise<void> = Promise.resolve();
  /** What is to be cleaned of a picture when its turn comes. */
  readonly #requests = new Map<number, PendingRequest>();
  /** What is being cleaned, unless that was stopped. */
  #running: (PendingRequest & { readonly key: number }) | undefined;
  /** The region of a large picture that is being cleaned or was cleaned last. */
  #seen: { readonly key: number; readonly version: number; readonly model: string; readonly region: Region } | undefined;
  #figuresTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#files = new PictureFiles(studio, this.jobs);
    this.shown = new ShownStore(studio, this.jobs);
    this.trials = new TrialStore(studio, this.message);
  }

  /** Takes pictures into the queue and shows the first; what is looked at is cleaned at once, the rest waits for "Clean all". */
  async add(pictures: readonly NewPicture[]): Promise<void> {
    const first = this.#enqueue(pictures);
    if (first !== undefined) await this.choose(first);
  }

  /** Takes a clean picture, and makes it noisy: something to do, and something to measure against. */
  async addSample(sample: NewPicture): Promise<void> {
    this.endTrials();
    const key = this.#enqueue([sample])!;
    this.#leaveAllBut(key);
    this.jobs.currentKey.value = key;
    await this.#files.open(key);
    await this.addNoise(key, 'gaussian:25');
  }

  /** Shows a picture; one that is not large is cleaned. */
  async choose(key: number): Promise<void> {
    this.endTrials();
    this.#leaveAllBut(key);
    this.jobs.currentKey.value = key;
    await this.#files.open(key);
    await this.#show();
    const job = this.jobs.get(key);
    if (job?.info !== undefined && !isLarge(job.info) && job.state.kind === 'waiting' && job.state.error === undefined)
      await this.#cleanUnasked(key);
  }

  /** Cleans a picture when its turn comes; a part of it that is being cleaned is left for that. */
  clean(key: number): Promise<void> {
    if (this.#running?.key === key && this.#running.region !== undefined) this.cancel(key);
    return this.#request(key, wholePicture);
  }

  /** Cleans a picture because it is looked at, unless it was left meanwhile. */
  async #cleanUnasked(key: number): Promise<void> {
    if (this.jobs.currentKey.value === key) await this.#request(key, { ...wholePicture, unasked: true });
  }

  /** A region takes the place of one that was wanted before; the whole has every region in it. */
  #request(key: number, wanted: CleanRequest): Promise<void> {
    const running = this.#running;
    if (running?.key === key && running.region === undefined) {
      this.#running = { ...running, unasked: running.unasked && wanted.unasked };
      return running.done;
    }
    const before = this.#requests.get(key);
    if (before !== undefined) {
      const { region, part } = before.region === undefined ? before : wanted;
      this.#requests.set(key, { ...before, region, part, unasked: before.unasked && wanted.unasked });
      return before.done;
    }
    const done = this.#last.then(() => this.#cleanNext(key));
    this.#last = done;
    this.#requests.set(key, { ...wanted, done });
    const state = this.jobs.get(key)?.state;
    if (state?.kind === 'waiting') this.jobs.setState(key, { ...state, next: true });
    return done;
  }

  /** Says what is seen of the current picture: of a large one that is cleaned, in place of what was seen before. */
  see(region: Region): void {
    this.visible.value = region;
    const job = this.jobs.current.value;
    if (job?.info === undefined || !isLarge(job.info) || this.trials.shown.value !== undefined || this.batch.value) return;
    const { key, version } = job;
    const seen = this.#seen;
    const isCovered = seen?.key === key && seen.version === version && seen.model === this.model.value && contains(seen.region, region);
    const { says, cancels, clean } = planSeen(job.state, region, isCovered);
    if (says !== undefined && job.state.kind === 'waiting') this.jobs.setState(key, { ...job.state, part: says });
    if (cancels) this.cancel(key);
    if (clean !== undefined) void this.#request(key, { ...clean, unasked: true });
  }

  /** Whether a picture is not clean yet, or not by the model that is chosen. */
  wantsCleaning({ state }: Job): boolean {
    return state.kind === 'done' ? state.wanted !== this.model.value && state.model !== this.model.value : state.kind !== 'failed';
  }

  /** Cleans all pictures that want it, one after another, those that come meanwhile too, until it is stopped. */
  async cleanAll(): Promise<void> {
    this.batch.value = true;
    const tried = new Set<number>();
    while (this.batch.value) {
      const next = this.jobs.all.value.find((job) => !tried.has(job.key) && this.wantsCleaning(job));
      if (next === undefined) break;
      tried.add(next.key);
      await this.#files.open(next.key);
      await this.#last;
      const opened = this.jobs.get(next.key);
      if (this.batch.value && opened !== undefined && this.wantsCleaning(opened)) await this.clean(next.key);
    }
    this.batch.value = false;
  }

  /** Stops what is cleaned now, and with it the batch. */
  stopAll(): void {
    this.batch.value = false;
    for (const { key, state } of this.jobs.all.value) if (state.kind === 'cleaning') this.cancel(key);
  }

  cancel(key: number): void {
    const job = this.jobs.get(key);
    const id = job?.info?.id;
    if (this.#running?.key === key) this.#running = undefined;
    if (this.#requests.delete(key) && job?.state.kind === 'waiting') {
      const { next, ...state } = job.state;
      this.jobs.setState(key, state);
    }
    if (id !== undefined) void this.#studio.clean.cancel(id);
  }

  remove(key: number): void {
    const job = this.jobs.get(key);
    if (this.jobs.currentKey.value === key) this.endTrials();
    const next = this.jobs.remove(key);
    this.#files.forget(key);
    this.#requests.delete(key);
    if (job?.info !== undefined) void this.#studio.clean.close(job.info.id);
    if (this.jobs.currentKey.value !== key) return;
    this.shown.clear();
    if (next === undefined) this.jobs.currentKey.value = undefined;
    else void this.choose(next.key);
  }

  /** Makes the current picture noisy; what it was is then the reference. */
  async addNoise(key: number, noise: string): Promise<void> {
    const job = this.jobs.get(key);
    if (job?.info === undefined) return;
    const { id } = job.info;
    this.endTrials();
    // Tiles of what is under way would land in the new picture.
    this.cancel(key);
    await this.#last;
    try {
      await this.#files.replace(key, () => this.#studio.clean.addNoise(id, noise, 1));
    } catch (error) {
      this.message.value = `${job.name}: ${reasonOf(error)}`;
      return;
    }
    await this.#show();
    await this.#cleanUnasked(key);
  }

  /** Takes the clean picture of the current one, to measure against. */
  async setReference(key: number, file: File): Promise<void> {
    const job = this.jobs.get(key);
    if (job?.info === undefined) return;
    try {
      await this.#studio.clean.setReference(job.info.id, file, file.name);
      this.jobs.update(key, { info: { ...job.info, hasReference: true } });
      this.message.value = undefined;
      await this.#show(true);
      if (this.jobs.get(key)?.state.kind === 'done') await this.#measure(key);
    } catch (error) {
      this.message.value = reasonOf(error);
    }
  }

  /** Cleans with another model from now on: the current picture at once, as far as it would be cleaned unasked. */
  async chooseModel(name: string): Promise<void> {
    this.endTrials();
    this.model.value = name;
    const job = this.jobs.current.value;
    if (job?.info === undefined || (job.state.kind === 'done' && !this.wantsCleaning(job))) return;
    this.cancel(job.key);
    await this.#last;
    this.jobs.setState(job.key, { kind: 'waiting' });
    if (!isLarge(job.info)) await this.#cleanUnasked(job.key);
    else if (this.visible.value !== undefined) this.see(this.visible.value);
  }

  /** Takes a model from an ONNX file and cleans with it. */
  async addModel(file: File): Promise<void> {
    try {
      const name = await this.#studio.addModel(file.name.replace(/\.onnx$/i, ''), new Uint8Array(await file.arrayBuffer()));
      this.ownModels.value = [...this.ownModels.value, name];
      this.message.value = undefined;
      await this.chooseModel(name);
    } catch (error) {
      this.message.value = `${file.name}: ${reasonOf(error)}`;
    }
  }

  /** Runs several models on the middle of what is seen. */
  async tryModels(names: readonly string[]): Promise<void> {
    const job = this.jobs.current.value;
    if (job?.info === undefined || this.visible.value === undefined) return;
    const wanted = this.#running?.key === job.key ? this.#running : this.#requests.get(job.key);
    this.cancel(job.key);
    this.#last = this.trials.run(job.info.id, middleOf(this.visible.value, trialSide), names, this.#last);
    await this.#last;
    // It goes on where it was left for the comparison.
    if (wanted === undefined || wanted.region !== undefined || this.jobs.get(job.key)?.state.kind !== 'waiting') return;
    await (wanted.unasked ? this.#cleanUnasked(job.key) : this.clean(job.key));
  }

  endTrials(): void {
    const current = this.jobs.currentKey.value;
    if (this.trials.shown.value?.running === true && current !== undefined) this.cancel(current);
    this.trials.close();
  }

  /** The samples of one pixel of the current picture, in its file's depth. */
  async values(x: number, y: number): Promise<PixelValues> {
    const info = this.jobs.current.value?.info;
    if (info === undefined) throw new Error('no picture is open');
    return this.#studio.clean.values(info.id, x, y, this.mix.controls.value);
  }

  /** Figures follow the sliders, a moment after they have come to rest. */
  measureSoon(): void {
    clearTimeout(this.#figuresTimer);
    this.#figuresTimer = setTimeout(() => {
      const job = this.jobs.current.value;
      // Whoever closes it meanwhile wants no figures.
      if (job?.state.kind === 'done') this.#measure(job.key).catch(() => undefined);
    }, 250);
  }

  #enqueue(pictures: readonly NewPicture[]): number | undefined {
    this.message.value = undefined;
    return this.#files.add(pictures);
  }

  async #show(anew?: boolean): Promise<void> {
    const key = this.jobs.currentKey.value;
    try {
      await this.shown.show(anew);
    } catch (error) {
      // Whoever closed it meanwhile does not want to see it.
      if (this.jobs.get(key) !== undefined) this.message.value = reasonOf(error);
    }
  }

  /** Lets go of pictures that were cleaned only because they were looked at. */
  #leaveAllBut(key: number): void {
    const unasked = [...this.#requests].filter(([, request]) => request.unasked).map(([other]) => other);
    if (this.#running?.unasked) unasked.push(this.#running.key);
    for (const other of unasked) if (other !== key) this.cancel(other);
  }

  /** Cleans what is wanted of a picture, unless that was taken back. */
  async #cleanNext(key: number): Promise<void> {
    const request = this.#requests.get(key);
    this.#requests.delete(key);
    const job = this.jobs.get(key);
    if (request === undefined || job?.info === undefined) return;
    const { region, part } = request;
    const { info, version } = job;
    const wanted = this.model.value;
    this.#running = { ...request, key };
    const before = job.state.kind === 'waiting' ? job.state.part : undefined;
    const takeTile = (tile: TilePixels) => this.shown.take(job, tile);
    const takeProgress = ({ fraction, remaining }: { fraction: number; remaining?: number }) => {
      // The last one may come when it has ended.
      if (this.jobs.get(key)?.state.kind !== 'cleaning') return;
      this.jobs.setState(key, { kind: 'cleaning', fraction, part: region !== undefined, ...(remaining !== undefined && { remaining }) });
    };
    this.jobs.update(key, { state: { kind: 'cleaning', fraction: 0, part: region !== undefined }, figures: undefined });
    this.#seen = region && { key, version, model: wanted, region };
    try {
      const report = await this.#studio.clean.clean(info.id, region, wanted, proxy(takeTile), proxy(takeProgress));
      this.jobs.setState(
        key,
        region === undefined ? { kind: 'done', wanted, model: report.model, seconds: report.seconds } : { kind: 'waiting', part },
      );
    } catch (error) {
      this.#seen = undefined;
      if (this.jobs.get(key) === undefined) return;
      // A picture that could not be cleaned is still there, and so are the tiles that were.
      const { state } = this.jobs.get(key)!;
      const begun = state.kind === 'cleaning' && !state.part && state.fraction > 0;
      if (isStop(error)) return this.jobs.setState(key, { kind: 'waiting', ...(before && { part: before }), ...(begun && { begun }) });
      this.jobs.setState(key, { kind: 'waiting', error: reasonOf(error) });
      this.message.value = `${job.name}: ${reasonOf(error)}`;
      return;
    } finally {
      this.#running = undefined;
    }
    if (region !== undefined || !this.jobs.get(key)?.info?.hasReference) return;
    try {
      await this.#measure(key);
    } catch (error) {
      // It is clean all the same.
      if (this.jobs.get(key) !== undefined) this.message.value = `${job.name}: ${reasonOf(error)}`;
    }
  }

  async #measure(key: number): Promise<void> {
    const job = this.jobs.get(key);
    if (job?.info === undefined) return;
    const figures = await this.#studio.clean.figures(job.info.id, this.mix.controls.value);
    this.jobs.update(key, { figures });
  }
}
