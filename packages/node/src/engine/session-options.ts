import type { InferenceSession } from 'onnxruntime-node';

/** Where a graph runs; the same names as ONNX Runtime's providers. */
export type Provider = 'cpu' | 'webgpu' | 'cuda';

/** How ONNX Runtime runs a graph. */
export function sessionOptions(provider: Provider, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    // It keeps a memory plan for every size it has seen: pictures of many sizes would pile them up.
    enableMemPattern: false,
    logSeverityLevel: 4,
    // Threads that spin while they wait take the cores from others.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
