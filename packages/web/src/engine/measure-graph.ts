import type { MeasureGraph, Tensor as Values } from '@cleargrain/core';
import type { Runtime } from './runtime.js';
import { sessionOptions } from './session-options.js';

/** Runs the graphs of the self-test on one device. */
export function measureGraph({ InferenceSession, Tensor }: Runtime, provider: 'wasm' | 'webgpu'): MeasureGraph {
  return async (model, x, runs) => {
    const session = await InferenceSession.create(model, sessionOptions(provider));
    try {
      const run = () => session.run({ x: new Tensor('float32', x.data, x.shape) });
      let outputs = await run();
      let milliseconds = Infinity;
      for (let index = 0; index < runs; index++) {
        const start = performance.now();
        outputs = await run();
        milliseconds = Math.min(milliseconds, performance.now() - start);
      }
      const results: Record<string, Values> = {};
      for (const [name, { data, dims }] of Object.entries(outputs)) {
        if (data instanceof Float32Array) results[name] = { data, shape: dims };
      }
      return { results, milliseconds };
    } finally {
      await session.release();
    }
  };
}
