import { Worker } from 'node:worker_threads';
import { type EnginePort, type EngineReply, type EngineRequestKind, type EngineRequests, unpackError } from '@cleargrain/core/engine';

interface Waiting {
  resolve(answer: EngineRequests[EngineRequestKind]['answer']): void;
  reject(error: Error): void;
}

/** The thread in which the graphs run, seen from outside: a request is a promise. It keeps the program alive only while one is under way. */
export class EngineWorker implements EnginePort {
  readonly #worker = new Worker(new URL('./worker.js', import.meta.url), { execArgv: [] });
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #failure: Error | undefined;
  #next = 0;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (reply: EngineReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#fail(new Error(`the engine failed: ${error.message}`)));
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail(new Error('the engine is closed'));
        resolve();
      });
    });
  }

  /** Sends a request; the buffers in `transfer` move to the worker. */
  ask<K extends EngineRequestKind>(
    kind: K,
    ask: EngineRequests[K]['ask'],
    transfer: ArrayBuffer[] = [],
  ): Promise<EngineRequests[K]['answer']> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const id = this.#next++;
    this.#worker.postMessage({ id, kind, ask }, transfer);
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
  }

  /** Waits for the requests under way, then for the thread to end by itself: ending it from outside during a run aborts the process. */
  async close(): Promise<void> {
    if (this.#failure === undefined) {
      const closed = this.ask('close', undefined);
      this.#failure = new Error('the engine is closed');
      await closed;
    }
    this.#worker.ref();
    await this.#ended;
  }

  #settle(reply: EngineReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('failure' in reply) waiting?.reject(unpackError(reply.failure));
    else waiting?.resolve(reply.answer);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
