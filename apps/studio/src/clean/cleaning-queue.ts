import type { Region } from '@cleargrain/core';
import type { Signal } from '@preact/signals';
import { proxy } from 'comlink';
import { isStop, reasonOf } from '../page/reason-of.js';
import type { Studio } from '../studio.js';
import type { TilePixels } from '../worker/picture-info.js';
import type { Job } from './job.js';
import type { JobList } from './job-list.js';
import type { Part } from './plan-seen.js';
import { contains } from './region.js';
import type { ShownStore } from './shown-store.js';

/** What is to be cleaned of a picture. */
export interface CleanRequest {
  /** Undefined: the whole picture. */
  readonly region: Region | undefined;
  readonly part: Part;
  /** Whether it is cleaned because it is looked at, and need not be any more when it is left. */
  readonly unasked: boolean;
}

/** A request, and when it is done. */
type PendingRequest = CleanRequest & { readonly done: Promise<void> };

/** What the queue works with. */
export interface CleaningQueueParts {
  readonly studio: Studio;
  readonly jobs: JobList;
  readonly shown: ShownStore;
  /** The model that is chosen, or 'auto'. */
  readonly model: Signal<string>;
  /** Is told what goes wrong. */
  readonly message: Signal<string | undefined>;
  /** Measures a picture that is clean against its reference. */
  readonly measure: (key: number) => Promise<void>;
}

/** Pictures, or parts of them, that are cleaned one after another: two at a time would only make each other slow. */
export class CleaningQueue {
  readonly #parts: CleaningQueueParts;
  #last: Promise<void> = Promise.resolve();
  /** What is to be cleaned of a picture when its turn comes. */
  readonly #requests = new Map<number, PendingRequest>();
  /** What is being cleaned, unless that was stopped. */
  #running: (PendingRequest & { readonly key: number }) | undefined;
  /** The region of a large picture that is being cleaned or was cleaned last. */
  #seen: { readonly key: number; readonly version: number; readonly model: string; readonly region: Region } | undefined;

  constructor(parts: CleaningQueueParts) {
    this.#parts = parts;
  }

  /** When all that was asked for until now is done, or was taken back. */
  get done(): Promise<void> {
    return this.#last;
  }

  /** What is wanted of a picture, or being done. */
  wantedOf(key: number): CleanRequest | undefined {
    return this.#running?.key === key ? this.#running : this.#requests.get(key);
  }

  /** Whether a part of a picture is being cleaned. */
  cleansPartOf(key: number): boolean {
    return this.#running?.key === key && this.#running.region !== undefined;
  }

  /** Whether a region of a picture is clean, or being cleaned, as part of what was seen before. */
  covers({ key, version }: Job, region: Region): boolean {
    const seen = this.#seen;
    return seen?.key === key && seen.version === version && seen.model === this.#parts.model.value && contains(seen.region, region);
  }

  /** A region takes the place of one that was wanted before; the whole has every region in it. */
  request(key: number, wanted: CleanRequest): Promise<void> {
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
    const done = this.append((last) => last.then(() => this.#cleanNext(key)));
    this.#requests.set(key, { ...wanted, done });
    const { jobs } = this.#parts;
    const state = jobs.get(key)?.state;
    if (state?.kind === 'waiting') jobs.setState(key, { ...state, next: true });
    return done;
  }

  /** Puts other work behind what was asked for until now. */
  append(work: (last: Promise<void>) => Promise<void>): Promise<void> {
    this.#last = work(this.#last);
    return this.#last;
  }

  /** Stops what is being cleaned of a picture, and takes back what is wanted of it. */
  cancel(key: number): void {
    const { jobs, studio } = this.#parts;
    const job = jobs.get(key);
    if (this.#running?.key === key) this.#running = undefined;
    if (this.forget(key) && job?.state.kind === 'waiting') {
      const { next, ...state } = job.state;
      jobs.setState(key, state);
    }
    if (job?.info !== undefined) void studio.clean.cancel(job.info.id);
  }

  /** Takes back what is wanted of a picture; returns whether there was such. */
  forget(key: number): boolean {
    return this.#requests.delete(key);
  }

  /** Lets go of pictures that were cleaned only because they were looked at. */
  leaveAllBut(key: number): void {
    const unasked = [...this.#requests].filter(([, request]) => request.unasked).map(([other]) => other);
    if (this.#running?.unasked) unasked.push(this.#running.key);
    for (const other of unasked) if (other !== key) this.cancel(other);
  }

  /** Cleans what is wanted of a picture, unless that was taken back. */
  async #cleanNext(key: number): Promise<void> {
    const { studio, jobs, shown, model, message, measure } = this.#parts;
    const request = this.#requests.get(key);
    this.#requests.delete(key);
    const job = jobs.get(key);
    if (request === undefined || job?.info === undefined) return;
    const { region, part } = request;
    const { info, version } = job;
    const wanted = model.value;
    this.#running = { ...request, key };
    const before = job.state.kind === 'waiting' ? job.state.part : undefined;
    const takeTile = (tile: TilePixels) => shown.take(job, tile);
    const takeProgress = ({ fraction, remaining }: { fraction: number; remaining?: number }) => {
      // The last one may come when it has ended.
      if (jobs.get(key)?.state.kind !== 'cleaning') return;
      jobs.setState(key, { kind: 'cleaning', fraction, part: region !== undefined, ...(remaining !== undefined && { remaining }) });
    };
    jobs.update(key, { state: { kind: 'cleaning', fraction: 0, part: region !== undefined }, figures: undefined });
    this.#seen = region && { key, version, model: wanted, region };
    try {
      const report = await studio.clean.clean(info.id, region, wanted, proxy(takeTile), proxy(takeProgress));
      jobs.setState(
        key,
        region === undefined ? { kind: 'done', wanted, model: report.model, seconds: report.seconds } : { kind: 'waiting', part },
      );
    } catch (error) {
      this.#seen = undefined;
      if (jobs.get(key) === undefined) return;
      // A picture that could not be cleaned is still there, and so are the tiles that were.
      const { state } = jobs.get(key)!;
      const begun = state.kind === 'cleaning' && !state.part && state.fraction > 0;
      if (isStop(error)) return jobs.setState(key, { kind: 'waiting', ...(before && { part: before }), ...(begun && { begun }) });
      jobs.setState(key, { kind: 'waiting', error: reasonOf(error) });
      message.value = `${job.name}: ${reasonOf(error)}`;
      return;
    } finally {
      this.#running = undefined;
    }
    if (region !== undefined || !jobs.get(key)?.info?.hasReference) return;
    try {
      await measure(key);
    } catch (error) {
      // It is clean all the same.
      if (jobs.get(key) !== undefined) message.value = `${job.name}: ${reasonOf(error)}`;
    }
  }
}
