import { type EnginePort, type EngineReply, type EngineRequestKind, type EngineRequests, WorkerRequests } from '@cleargrain/core';

/** The worker in which the graphs run, seen from outside: a request is a promise. */
export class EngineWorker implements EnginePort {
  readonly #worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'cleargrain-engine' });
  readonly #requests = new WorkerRequests((request, transfer) => this.#worker.postMessage(request, transfer));

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<EngineReply>) => this.#requests.settle(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#requests.fail(new Error(`the engine failed: ${event.message || 'its worker did not start'}`));
    });
  }

  ask<K extends EngineRequestKind>(
    kind: K,
    ask: EngineRequests[K]['ask'],
    transfer: ArrayBuffer[] = [],
  ): Promise<EngineRequests[K]['answer']> {
    return this.#requests.ask(kind, ask, transfer);
  }

  /** Waits for the requests under way, then ends the worker. */
  async close(): Promise<void> {
    await this.#requests.close();
    this.#worker.terminate();
  }
}
