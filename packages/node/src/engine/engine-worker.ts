import { Worker } from 'node:worker_threads';
import { type EnginePort, type EngineReply, type EngineRequestKind, type EngineRequests, WorkerRequests } from '@cleargrain/core/engine';

/** The thread in which the graphs run, seen from outside: a request is a promise. It keeps the program alive only while one is under way. */
export class EngineWorker implements EnginePort {
  readonly #worker = new Worker(new URL('./worker.js', import.meta.url), { execArgv: [] });
  readonly #requests = new WorkerRequests((request, transfer) => {
    this.#worker.postMessage(request, transfer);
    this.#worker.ref();
  });
  readonly #ended: Promise<void>;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (reply: EngineReply) => {
      this.#requests.settle(reply);
      if (this.#requests.idle) this.#worker.unref();
    });
    this.#worker.on('error', (error) => this.#requests.fail(new Error(`the engine failed: ${error.message}`)));
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#requests.fail(new Error('the engine is closed'));
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
    return this.#requests.ask(kind, ask, transfer);
  }

  /** Waits for the requests under way, then for the thread to end by itself: ending it from outside during a run aborts the process. */
  async close(): Promise<void> {
    await this.#requests.close();
    this.#worker.ref();
    await this.#ended;
  }
}
