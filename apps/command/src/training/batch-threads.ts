import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Engine, integerIn } from '@cleargrain/core';
import { type Batch, type BatchOptions, type BatchSamples, type BatchSource, batchOf, type Photograph } from '@cleargrain/train';

/** What a thread is given once. */
export interface BatchThreadData {
  readonly photographs: readonly Photograph[];
}

/** The sample that a thread is asked for: that of a batch in one place. */
export interface BatchRequest {
  readonly options: BatchOptions;
  readonly index: number;
}

export type BatchReply = { readonly samples: BatchSamples } | { readonly samples?: never; readonly error: unknown };

/** A thread that draws samples; it is asked for one thing at a time, and keeps the program alive only meanwhile. */
class BatchThread {
  readonly #worker: Worker;
  #failure: Error | undefined;
  #asked: { readonly resolve: (samples: BatchSamples) => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(workerData: BatchThreadData) {
    this.#worker = new Worker(new URL('./batch-thread.js', import.meta.url), { execArgv: [], workerData });
    this.#worker.unref();
    const fail = ({ message }: Error) => this.#fail(new Error(`a thread that draws batches failed: ${message}`));
    this.#worker.on('message', (reply: BatchReply) => {
      const asked = this.#settle();
      if (reply.samples) asked?.resolve(reply.samples);
      else asked?.reject(reply.error);
    });
    this.#worker.on('error', fail);
    this.#worker.on('messageerror', fail);
    this.#worker.on('exit', () => this.#fail(new Error('a thread that draws batches has ended')));
  }

  ask(request: BatchRequest): Promise<BatchSamples> {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#asked = { resolve, reject };
      this.#worker.ref();
      this.#worker.postMessage(request);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle() {
    const asked = this.#asked;
    this.#asked = undefined;
    this.#worker.unref();
    return asked;
  }

  #fail(failure: Error): void {
    this.#failure ??= failure;
    this.#settle()?.reject(this.#failure);
  }
}

/** How many threads draw, and when. */
export interface BatchThreadsOptions {
  /** How many threads, 1 to 256; more than a batch has samples are of no use. */
  readonly threads: number;
  /** Whether they draw the next batch while the engine computes. */
  readonly prefetch: boolean;
}

/** Each of them is a JavaScript engine of its own, of some 10 MB; a GPU takes no more batches than so many draw. */
const mostThreads = 8;

/**
 * Threads for an engine of so many threads: as many, between its steps, where it computes on the processor, so that both together take no more than it may; for a
 * GPU one less than there are cores, while it computes.
 */
export function planBatchThreads({ device }: Engine, engineThreads?: number, cores = availableParallelism()): BatchThreadsOptions {
  const prefetch = device !== 'cpu';
  const threads = prefetch ? Math.min(engineThreads ?? cores, cores - 1) : (engineThreads ?? cores);
  return { threads: Math.min(Math.max(threads, 1), mostThreads), prefetch };
}

/**
 * Threads that draw the batches of a training, one sample after another. They hold the photographs, whose samples are copied to each unless they lie in memory
 * that threads share (`photographOf`).
 * @throws RangeError when `threads` is out of range.
 */
export class BatchThreads implements BatchSource {
  /** Whether they draw the next batch while the engine computes. */
  readonly prefetch: boolean;
  readonly #threads: readonly BatchThread[];
  #last: Promise<unknown> = Promise.resolve();

  constructor(photographs: readonly Photograph[], { threads, prefetch }: BatchThreadsOptions) {
    this.prefetch = prefetch;
    this.#threads = Array.from({ length: integerIn('threads', threads, 1, 256) }, () => new BatchThread({ photographs }));
  }

  /** One batch after another: a thread does one thing at a time. */
  draw(options: BatchOptions): Promise<Batch> {
    const batch = this.#last.then(() => this.#draw(options));
    this.#last = batch.catch(() => undefined);
    return batch;
  }

  async #draw(options: BatchOptions): Promise<Batch> {
    const { batch, channels, crop } = options;
    const length = channels * crop * crop;
    const [noisy, clean] = [new Float32Array(batch * length), new Float32Array(batch * length)];
    let next = 0;
    // One by one: some kinds of noise take many times as long as others.
    const work = async (thread: BatchThread): Promise<void> => {
      while (next < batch) {
        const index = next++;
        const sample = await thread.ask({ options, index });
        noisy.set(sample.noisy, index * length);
        clean.set(sample.clean, index * length);
      }
    };
    const working = this.#threads.map(work);
    // All have answered before any is asked again.
    await Promise.allSettled(working);
    await Promise.all(working);
    return batchOf({ noisy, clean }, options);
  }

  /** Ends the threads; a batch under way fails. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}
