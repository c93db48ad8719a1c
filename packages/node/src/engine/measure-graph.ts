import type { MeasureGraph, Tensor as Values } from '@cleargrain/core/engine';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Provider, sessionOptions } from './session-options.js';

/** Runs the graphs of the self-test on one device. */
export function measureGraph(provider: Provider, threads: number): MeasureGraph {
  return async (model, x, runs) => {
    const session = await InferenceSession.create(model, sessionOptions(provider, threads));
    try {
      const feeds = { x: new Tensor('float32', x.data, x.shape) };
      let outputs = await session.run(feeds);
      let milliseconds = Infinity;
      for (let run = 0; run < runs; run++) {
        const start = performance.now();
        outputs = await session.run(feeds);
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
