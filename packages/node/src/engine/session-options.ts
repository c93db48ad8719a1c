import type { InferenceSession } from 'onnxruntime-node';

/** Where a graph runs; the same names as ONNX Runtime's providers. */
export type Provider = 'cpu' | 'webgpu' | 'cuda';

/** How ONNX Runtime runs a graph; one that is `repeated` has its cores to itself from one run to the next. */
export function sessionOptions(provider: Provider, threads: number, repeated = false): InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    // It keeps a memory plan for every size it has seen: pictures of many sizes would pile them up.
    enableMemPattern: false,
    logSeverityLevel: 4,
    extra: {
      session: {
        // Threads that spin while they wait are awake at once, and take the cores from others.
        intra_op: { allow_spinning: repeated ? '1' : '0' },
        // The means of gradients that have ceased fade into numbers below the normal range, with which a processor computes many times more slowly.
        set_denormal_as_zero: '1',
      },
    },
  };
}
