import type { InferenceSession } from 'onnxruntime-web/wasm';

/** How ONNX Runtime runs a graph. */
export function sessionOptions(provider: 'wasm' | 'webgpu'): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    // It keeps a memory plan for every size it has seen: pictures of many sizes would pile them up.
    enableMemPattern: false,
    logSeverityLevel: 4,
  };
}
