import type { InferenceSession } from 'onnxruntime-node';

/** Where a graph runs; the same names as ONNX Runtime's providers. */
export type Provider = 'cpu' | 'webgpu' | 'cuda';

/** How ONNX Runtime runs a graph; `spinning` threads keep their cores busy while they wait for the next piece of work of a run. */
export function sessionOptions(provider: Provider, threads: number, spinning = false): InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    // It keeps a memory plan for every size it has seen: pictures of many sizes would pile them up.
    enableMemPattern: false,
    logSeverityLevel: 4,
    // Between two runs spinning threads leave the cores to what prepares the next.
    extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' }, force_spinning_stop: spinning ? '1' : '0' } },
  };
}
