import { type Region, rankModels } from '@cleargrain/core';
import { type Signal, signal } from '@preact/signals';
import { reasonOf } from '../page/reason-of.js';
import type { Studio } from '../studio.js';
import type { Layout } from '../viewer/layout.js';
import type { PixelValues } from '../worker/picture-info.js';
import { CleaningQueue, type CleanRequest } from './cleaning-queue.js';
import type { Job } from './job.js';
import { JobList } from './job-list.js';
import { MixStore } from './mix-store.js';
import { type NewPicture, PictureFiles } from './picture-files.js';
import { isLarge, planSeen } from './plan-seen.js';
import { middleOf } from './region.js';
import { ShownStore } from './shown-store.js';
import { TrialStore } from './trial-store.js';

/** Models are compared on a region of so many pixels a side. */
const trialSide = 384;

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
  readonly #queue: CleaningQueue;
  #figuresTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#files = new PictureFiles(studio, this.jobs);
    this.shown = new ShownStore(studio, this.jobs);
    this.trials = new TrialStore(studio, this.message);
    const { jobs, shown, model, message } = this;
    this.#queue = new CleaningQueue({ studio, jobs, shown, model, message, measure: (key) => this.#measure(key) });
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
    this.#queue.leaveAllBut(key);
    this.jobs.currentKey.value = key;
    await this.#files.open(key);
    await this.addNoise(key, 'gaussian:25');
  }

  /** Shows a picture; one that is not large is cleaned. */
  async choose(key: number): Promise<void> {
    this.endTrials();
    this.#queue.leaveAllBut(key);
    this.jobs.currentKey.value = key;
    await this.#files.open(key);
    await this.#show();
    const job = this.jobs.get(key);
    if (job?.info !== undefined && !isLarge(job.info) && job.state.kind === 'waiting' && job.state.error === undefined)
      await this.#cleanUnasked(key);
  }

  /** Cleans a picture when its turn comes; a part of it that is being cleaned is left for that. */
  clean(key: number): Promise<void> {
    if (this.#queue.cleansPartOf(key)) this.cancel(key);
    return this.#queue.request(key, wholePicture);
  }

  /** Cleans a picture because it is looked at, unless it was left meanwhile. */
  async #cleanUnasked(key: number): Promise<void> {
    if (this.jobs.currentKey.value === key) await this.#queue.request(key, { ...wholePicture, unasked: true });
  }

  /** Says what is seen of the current picture: of a large one that is cleaned, in place of what was seen before. */
  see(region: Region): void {
    this.visible.value = region;
    const job = this.jobs.current.value;
    if (job?.info === undefined || !isLarge(job.info) || this.trials.shown.value !== undefined || this.batch.value) return;
    const { key } = job;
    const isCovered = this.#queue.covers(job, region);
    const { says, cancels, clean } = planSeen(job.state, region, isCovered);
    if (says !== undefined && job.state.kind === 'waiting') this.jobs.setState(key, { ...job.state, part: says });
    if (cancels) this.cancel(key);
    if (clean !== undefined) void this.#queue.request(key, { ...clean, unasked: true });
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
      await this.#queue.done;
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
    this.#queue.cancel(key);
  }

  remove(key: number): void {
    const job = this.jobs.get(key);
    if (this.jobs.currentKey.value === key) this.endTrials();
    const next = this.jobs.remove(key);
    this.#files.forget(key);
    this.#queue.forget(key);
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
    await this.#queue.done;
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
    await this.#queue.done;
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

  /** Runs several models on the middle of what is seen, those that suit the picture first. */
  async tryModels(names: readonly string[]): Promise<void> {
    const job = this.jobs.current.value;
    if (job?.info === undefined || this.visible.value === undefined) return;
    const wanted = this.#queue.wantedOf(job.key);
    this.cancel(job.key);
    const { info } = job;
    const region = middleOf(this.visible.value, trialSide);
    const ranked = rankModels(names, info.channels === 1 ? 'gray' : 'color');
    await this.#queue.append((last) => this.trials.run(info.id, region, ranked, last));
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

  async #measure(key: number): Promise<void> {
    const job = this.jobs.get(key);
    if (job?.info === undefined) return;
    const figures = await this.#studio.clean.figures(job.info.id, this.mix.controls.value);
    this.jobs.update(key, { figures });
  }
}
