import { parentPort } from 'node:worker_threads';
import { type EngineRequest, type ServedEngine, serveEngine } from '@cleargrain/core/engine';
import { env } from 'onnxruntime-node';
import { chooseDevice } from './choose-device.js';
import { LoadedGraph } from './loaded-graph.js';
import type { Provider } from './session-options.js';

// The runtime writes to stderr what it also throws; we report what is thrown.
env.logLevel = 'fatal';

const port = parentPort!;
let opened: { readonly provider: Provider; readonly threads: number } = { provider: 'cpu', threads: 1 };

const engine: ServedEngine = {
  async open(device, threads) {
    if (device === 'wasm') throw new RangeError("expected one of auto, cpu, webgpu, cuda for device, received 'wasm'");
    const chosen = await chooseDevice(device, threads);
    opened = { provider: chosen.device, threads };
    return chosen;
  },
  load: (model, options, onSamples) => LoadedGraph.load(model, options, onSamples, opened.provider, opened.threads),
};

port.on(
  'message',
  serveEngine(
    engine,
    (reply, transfer) => port.postMessage(reply, transfer),
    // Without its port the thread has nothing to wait for and ends.
    () => port.close(),
  ) satisfies (request: EngineRequest) => void,
);
