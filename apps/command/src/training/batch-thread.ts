import { Worker } from 'node:worker_threads';
import type { BatchOptions, BatchSamples, Photograph } from '@cleargrain/train';

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
export class BatchThread {
  readonly #worker: Worker;
  #failure: Error | undefined;
  #asked: { readonly resolve: (samples: BatchSamples) => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(workerData: BatchThreadData) {
    this.#worker = new Worker(new URL('./batch-thread-program.js', import.meta.url), { execArgv: [], workerData });
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
