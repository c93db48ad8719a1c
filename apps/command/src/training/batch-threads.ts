import { integerIn } from '@cleargrain/core';
import { type Batch, type BatchOptions, type BatchSource, batchOf, type Photograph } from '@cleargrain/train';
import { BatchThread } from './batch-thread.js';

/** How many threads draw, and when. */
export interface BatchThreadsOptions {
  /** How many threads, 1 to 256; more than a batch has samples are of no use. */
  readonly threads: number;
  /** Whether they draw the next batch while the engine computes. */
  readonly prefetch: boolean;
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
