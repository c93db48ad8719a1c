import { unpackError } from './engine-failure.js';
import type { EnginePort, EngineReply, EngineRequestKind, EngineRequests } from './protocol.js';

/** A request as it is posted to the worker. */
export interface PostedRequest {
  /** What the reply is told by. */
  readonly id: number;
  /** What is asked for. */
  readonly kind: EngineRequestKind;
  /** What it is asked with. */
  readonly ask: EngineRequests[EngineRequestKind]['ask'];
}

interface Waiting {
  resolve(answer: EngineRequests[EngineRequestKind]['answer']): void;
  reject(error: Error): void;
}

/** The requests to a worker of any platform: each is a promise until its reply comes, or until the engine fails or is closed. */
export class WorkerRequests implements EnginePort {
  readonly #post: (request: PostedRequest, transfer: ArrayBuffer[]) => void;
  readonly #waiting = new Map<number, Waiting>();
  #failure: Error | undefined;
  #next = 0;

  /** `post` sends a request to the worker, moving the buffers in `transfer`. */
  constructor(post: (request: PostedRequest, transfer: ArrayBuffer[]) => void) {
    this.#post = post;
  }

  /** Whether no reply is waited for. */
  get idle(): boolean {
    return this.#waiting.size === 0;
  }

  /** Sends a request; the buffers in `transfer` move to the worker. Rejects with the reason when the engine failed or is closed. */
  ask<K extends EngineRequestKind>(
    kind: K,
    ask: EngineRequests[K]['ask'],
    transfer: ArrayBuffer[] = [],
  ): Promise<EngineRequests[K]['answer']> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const id = this.#next++;
    this.#post({ id, kind, ask }, transfer);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
  }

  /** Takes a reply. */
  settle(reply: EngineReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('failure' in reply) waiting?.reject(unpackError(reply.failure));
    else waiting?.resolve(reply.answer);
  }

  /** Rejects all that waits for a reply, and all that is asked from now on. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }

  /** Waits for the requests under way and lets the worker free all it holds; nothing can be asked any more. */
  async close(): Promise<void> {
    if (this.#failure !== undefined) return;
    const closed = this.ask('close', undefined);
    this.#failure = new Error('the engine is closed');
    await closed;
  }
}
