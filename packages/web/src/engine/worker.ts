import { type EngineRequest, type ServedEngine, serveEngine } from '@cleargrain/core';
import { LoadedGraph } from './loaded-graph.js';
import { type OpenedDevice, openDevice } from './open-device.js';

let opened: OpenedDevice | undefined;

const engine: ServedEngine = {
  async open(device, threads) {
    if (device === 'cpu' || device === 'cuda') throw new RangeError(`expected one of auto, wasm, webgpu for device, received '${device}'`);
    opened = await openDevice(device, threads);
    return { device: opened.device, description: opened.description };
  },
  load(model, options) {
    if (opened === undefined) throw new Error('the engine is not open');
    return LoadedGraph.load(model, options, opened);
  },
};

const handle = serveEngine(
  engine,
  (reply, transfer) => postMessage(reply, { transfer }),
  () => close(),
);
addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => handle(data));
