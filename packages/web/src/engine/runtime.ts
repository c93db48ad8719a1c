/**
 * ONNX Runtime, loaded when it is wanted: the build for WebAssembly alone, or the larger one that knows WebGPU too. Never imported at the
 * worker's start, because the runtime's own threads load the worker's file again and would wait for themselves.
 */
export type Runtime = typeof import('onnxruntime-web/wasm');

export async function loadRuntime(build: 'wasm' | 'webgpu', threads: number): Promise<Runtime> {
  const runtime: Runtime = build === 'wasm' ? await import('onnxruntime-web/wasm') : await import('onnxruntime-web/webgpu');
  runtime.env.wasm.numThreads = threads;
  // The runtime writes to the console what it also throws; we report what is thrown.
  runtime.env.logLevel = 'fatal';
  return runtime;
}
