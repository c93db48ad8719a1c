import { availableParallelism } from 'node:os';
import {
  type Engine,
  integerIn,
  isFloats,
  isIntegers,
  type LoadOptions,
  oneOf,
  type Session,
  WorkerSession,
} from '@cleargrain/core/engine';
import { type DeviceChoice, deviceChoices } from './device-choice.js';
import { EngineWorker } from './engine-worker.js';

/** What computes; every option may be left out. */
export interface EngineOptions {
  /**
   * What computes. 'auto' takes WebGPU when a GPU is there, gives the same numbers as the CPU and is faster, else the CPU; 'cuda' needs
   * ONNX Runtime's CUDA libraries. Default 'auto'.
   */
  readonly device?: DeviceChoice;
  /** Threads on the CPU, 1 to 256. Default: as many as there are cores. */
  readonly threads?: number;
}

/**
 * Starts ONNX Runtime in a thread of its own, so that the caller's event loop goes on while graphs run. An engine that is forgotten
 * does not keep the program alive.
 * @throws RangeError when an option is out of range; UnsupportedError when a device asked for by name is missing or computes wrongly.
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const device = oneOf('device', options.device ?? 'auto', deviceChoices);
  const threads = integerIn('threads', options.threads ?? availableParallelism(), 1, 256);
  const worker = new EngineWorker();
  try {
    const opened = await worker.ask('open', { device, threads });
    return {
      ...opened,
      architecture: process.arch,
      async load(model: Uint8Array, options: LoadOptions = {}): Promise<Session> {
        const { session, inputs, outputs } = await worker.ask('load', { model, options });
        return new WorkerSession(worker, session, inputs, outputs, options, isFloats);
      },
      // GPU providers have no operators for integers of all kinds.
      ...(opened.device === 'cpu' && {
        async loadOnSamples(model: Uint8Array) {
          const { session, inputs, outputs } = await worker.ask('load', { model, options: {}, onSamples: true });
          return new WorkerSession(worker, session, inputs, outputs, {}, isIntegers);
        },
      }),
      usage: () => worker.ask('usage', undefined),
      close: () => worker.close(),
    };
  } catch (error) {
    await worker.close();
    throw error;
  }
}
