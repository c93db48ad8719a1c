import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Engine } from '@cleargrain/core';
import { type Batch, type BatchOptions, type BatchSamples, type BatchSource, batchOf, type Photograph } from '@cleargrain/train';

/** What a thread is given once. */
export interface BatchThreadData {
  readonly photographs: readonly Photograph[];
}

/** The sample that a thread is asked for: that of a batch in one place. */
export interface BatchRequest {
  readonly options: BatchOptions;
  readonly place: number;
}

export type BatchReply = { readonly samples: BatchSamples } | { readonly samples?: never; readonly error: unknown };

/** A thread that draws samples; it is asked for one thing at a time. */
class BatchThread {
  readonly #worker: Worker;
  #failed: Error | undefined;
  #asked: { readonly resolve: (samples: BatchSamples) => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(workerData: BatchThreadData) {
    this.#worker = new Worker(new URL('./batch-thread.js', import.meta.url), { execArgv: [], workerData });
    this.#worker.on('message', (reply: BatchReply) => {
      if (reply.samples) this.#asked?.resolve(reply.samples);
      else this.#asked?.reject(reply.error);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the thread that draws batches has ended')));
  }

  ask(request: BatchRequest): Promise<BatchSamples> {
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      if (this.#failed) reject(this.#failed);
      else this.#worker.postMessage(request);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failed ??= error;
    this.#asked?.reject(this.#failed);
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** How many threads draw, and when. */
export interface BatchThreadsOptions {
  /** How many. */
  readonly threads: number;
  /** Whether they draw while the engine computes. */
  readonly ahead: boolean;
}

/** More would wait for one another in the end. */
const mostThreads = 8;

/** Cores that the engine leaves free draw while it computes; where it takes all, they draw between its steps. */
export function planBatchThreads({ device }: Engine, engineThreads?: number): BatchThreadsOptions {
  const cores = availableParallelism();
  const free = cores - (device === 'cpu' ? (engineThreads ?? cores) : 0);
  return { threads: Math.min(free > 0 ? free : cores, mostThreads), ahead: free > 0 };
}

/**
 * Threads that draw the batches of a training, each its share of the samples. They hold the photographs, whose samples are copied to each unless they lie in
 * memory that threads share.
 */
export class BatchThreads implements BatchSource {
  /** Whether they draw while the engine computes. */
  readonly ahead: boolean;
  readonly #threads: readonly BatchThread[];
  #last: Promise<unknown> = Promise.resolve();

  constructor(photographs: readonly Photograph[], { threads, ahead }: BatchThreadsOptions) {
    this.ahead = ahead;
    this.#threads = Array.from({ length: threads }, () => new BatchThread({ photographs }));
  }

  /** One batch after another: a thread does one thing at a time. */
  draw(options: BatchOptions): Promise<Batch> {
    const batch = this.#last.then(() => this.#draw(options));
    this.#last = batch.catch(() => undefined);
    return batch;
  }

  async #draw(options: BatchOptions): Promise<Batch> {
    const samples: BatchSamples[] = [];
    let next = 0;
    // One by one: some kinds of noise take many times as long as others.
    const work = async (thread: BatchThread): Promise<void> => {
      while (next < options.batch) {
        const place = next++;
        samples[place] = await thread.ask({ options, place });
      }
    };
    const working = this.#threads.map(work);
    // All have answered before any is asked again.
    await Promise.allSettled(working);
    await Promise.all(working);
    const of = (name: keyof BatchSamples) => joined(samples.map((sample) => sample[name]));
    return batchOf({ noisy: of('noisy'), clean: of('clean') }, options);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}
