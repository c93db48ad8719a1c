import { Worker } from 'node:worker_threads';
import { type EnginePort, type EngineReply, type EngineRequestKind, type EngineRequests, WorkerRequests } from '@cleargrain/core/engine';

/**
 * From 1.29 on ONNX Runtime reports what runs to its maker on Linux and macOS, keeps a number of the machine and a log in its folders, and lets itself be stopped
 * by this variable of the process alone. A thread has variables of its own: the program's are reached from its first thread.
 */
function silenceRuntime(): void {
  process.env.ORT_DISABLE_TELEMETRY ??= '1';
}

/** The thread in which the graphs run, seen from outside: a request is a promise. It keeps the program alive only while one is under way. */
export class EngineWorker implements EnginePort {
  readonly #worker: Worker;
  readonly #requests = new WorkerRequests((request, transfer) => {
    this.#worker.postMessage(request, transfer);
    this.#worker.ref();
  });
  readonly #ended: Promise<void>;

  constructor() {
    silenceRuntime();
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), { execArgv: [] });
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
