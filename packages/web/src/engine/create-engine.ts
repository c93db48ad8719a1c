import { type Engine, integerIn, isFloats, type LoadOptions, oneOf, type Session, WorkerSession } from '@cleargrain/core';
import { type DeviceChoice, deviceChoices } from './device-choice.js';
import { EngineWorker } from './engine-worker.js';

/** What computes; every option may be left out. */
export interface EngineOptions {
  /** What computes. 'auto' takes WebGPU when it gives the same numbers as WebAssembly and is faster, else WebAssembly. Default 'auto'. */
  readonly device?: DeviceChoice;
  /**
   * Threads of WebAssembly, 1 to 64. More than one needs a page that is isolated from other origins (COOP and COEP headers): on any other
   * it is 1, whatever was asked for, and the engine's `description` says so. Default: as many as there are cores, at most 16.
   */
  readonly threads?: number;
}

/**
 * Starts ONNX Runtime in a worker of its own, so that the page goes on while graphs run.
 * @throws RangeError when an option is out of range; UnsupportedError when a device asked for by name is missing or computes wrongly.
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const device = oneOf('device', options.device ?? 'auto', deviceChoices);
  const most = globalThis.crossOriginIsolated ? Math.min(16, navigator.hardwareConcurrency || 1) : 1;
  const threads = integerIn('threads', options.threads ?? most, 1, 64);
  const worker = new EngineWorker();
  try {
    const opened = await worker.ask('open', { device, threads: globalThis.crossOriginIsolated ? threads : 1 });
    return {
      ...opened,
      async load(model: Uint8Array, options: LoadOptions = {}): Promise<Session> {
        const { session, inputs, outputs } = await worker.ask('load', { model, options });
        return new WorkerSession(worker, session, inputs, outputs, options, isFloats);
      },
      usage: () => worker.ask('usage', undefined),
      close: () => worker.close(),
    };
  } catch (error) {
    await worker.close();
    throw error;
  }
}
