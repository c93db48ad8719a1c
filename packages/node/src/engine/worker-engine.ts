import type { DeviceName, LoadOptions, TensorInfo } from '@cleargrain/core';
import { chooseDevice } from './choose-device.js';
import { LoadedGraph } from './loaded-graph.js';
import type { DeviceChoice } from './protocol.js';
import type { Provider } from './session-options.js';

/** What the worker holds: a device and the graphs loaded on it. */
export class WorkerEngine {
  readonly #graphs = new Map<number, LoadedGraph>();
  #provider: Provider = 'cpu';
  #threads = 1;
  #next = 0;

  async open(device: DeviceChoice, threads: number): Promise<{ device: DeviceName; description: string }> {
    const chosen = await chooseDevice(device, threads);
    this.#provider = chosen.device;
    this.#threads = threads;
    return chosen;
  }

  async load(
    model: Uint8Array,
    options: LoadOptions,
  ): Promise<{ session: number; inputs: readonly TensorInfo[]; outputs: readonly TensorInfo[] }> {
    const graph = await LoadedGraph.load(model, options, this.#provider, this.#threads);
    const session = this.#next++;
    this.#graphs.set(session, graph);
    return { session, inputs: graph.inputs, outputs: graph.outputs };
  }

  graph(session: number): LoadedGraph {
    const graph = this.#graphs.get(session);
    if (graph === undefined) throw new Error('the session is closed');
    return graph;
  }

  async release(session: number): Promise<undefined> {
    const graph = this.#graphs.get(session);
    this.#graphs.delete(session);
    await graph?.release();
  }

  async close(): Promise<undefined> {
    for (const session of [...this.#graphs.keys()]) await this.release(session);
  }
}
