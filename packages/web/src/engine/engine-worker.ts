import { type EnginePort, type EngineReply, type EngineRequestKind, type EngineRequests, unpackError } from '@cleargrain/core';

interface Waiting {
  resolve(answer: EngineRequests[EngineRequestKind]['answer']): void;
  reject(error: Error): void;
}

/** The worker in which the graphs run, seen from outside: a request is a promise. */
export class EngineWorker implements EnginePort {
  readonly #worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'cleargrain-engine' });
  readonly #waiting = new Map<number, Waiting>();
  #failure: Error | undefined;
  #next = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<EngineReply>) => this.#settle(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#fail(new Error(`the engine failed: ${event.message || 'its worker did not start'}`));
    });
  }

  ask<K extends EngineRequestKind>(
    kind: K,
    ask: EngineRequests[K]['ask'],
    transfer: ArrayBuffer[] = [],
  ): Promise<EngineRequests[K]['answer']> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const id = this.#next++;
    this.#worker.postMessage({ id, kind, ask }, transfer);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
  }

  /** Waits for the requests under way, then ends the worker. */
  async close(): Promise<void> {
    if (this.#failure !== undefined) return;
    const closed = this.ask('close', undefined);
    this.#failure = new Error('the engine is closed');
    await closed;
    this.#worker.terminate();
  }

  #settle(reply: EngineReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('failure' in reply) waiting?.reject(unpackError(reply.failure));
    else waiting?.resolve(reply.answer);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
