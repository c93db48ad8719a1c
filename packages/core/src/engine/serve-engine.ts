import type { DeviceName, LoadOptions, Tensor, TensorData, TensorInfo } from '../engine.js';
import { packError } from './engine-failure.js';
import type { EngineReply, EngineRequest } from './protocol.js';
import { transferable } from './transferable.js';
import { UsageClock } from './usage-clock.js';

/** A graph as the worker holds it. */
export interface ServedGraph {
  /** The inputs that `run` wants. */
  readonly inputs: readonly TensorInfo[];
  /** The outputs that `run` gives. */
  readonly outputs: readonly TensorInfo[];
  /** Computes the outputs. */
  run(inputs: Readonly<Record<string, Tensor<TensorData>>>): Promise<Record<string, Tensor<TensorData>>>;
  /** The present value of a carried input. */
  read(input: string): Promise<Tensor>;
  /** Sets a carried input. */
  write(input: string, value: Tensor): void;
  /** Frees its memory. */
  release(): Promise<void>;
}

/** What the worker opens a device and loads graphs with: the only part that differs between platforms. */
export interface ServedEngine {
  /** Opens a device, and says which it is. */
  open(device: DeviceName | 'auto', threads: number): Promise<{ device: DeviceName; description: string }>;
  /** With `onSamples` the graph's inputs and outputs are integers, else floats. */
  load(model: Uint8Array, options: LoadOptions, onSamples: boolean): Promise<ServedGraph>;
}

/**
 * The worker's side of the protocol: returns what takes a request. Requests are done one after another, in the order of the calls;
 * `post` sends a reply, `closed` is called after the last one.
 */
export function serveEngine(
  engine: ServedEngine,
  post: (reply: EngineReply, transfer: ArrayBuffer[]) => void,
  closed: () => void,
): (request: EngineRequest) => void {
  const graphs = new Map<number, ServedGraph>();
  const clock = new UsageClock();
  let next = 0;
  const graphOf = (session: number): ServedGraph => {
    const graph = graphs.get(session);
    if (graph === undefined) throw new Error('the session is closed');
    return graph;
  };
  const release = async (session: number) => {
    const graph = graphs.get(session);
    graphs.delete(session);
    await graph?.release();
  };

  const handle = async (request: EngineRequest): Promise<void> => {
    const { id, kind, ask } = request;
    const reply = (answer: Extract<EngineReply, { answer: unknown }>['answer'], transfer: ArrayBuffer[] = []) =>
      post({ id, answer }, transfer);
    try {
      switch (kind) {
        case 'open':
          return reply(await engine.open(ask.device, ask.threads));
        case 'load': {
          const graph = await engine.load(ask.model, ask.options, ask.onSamples === true);
          graphs.set(next, graph);
          return reply({ session: next++, inputs: graph.inputs, outputs: graph.outputs });
        }
        case 'run': {
          const { tensors, buffers } = transferable(await clock.count(() => graphOf(ask.session).run(ask.inputs)));
          return reply(tensors, buffers);
        }
        case 'read':
          return reply(await graphOf(ask.session).read(ask.input));
        case 'write':
          graphOf(ask.session).write(ask.input, ask.value);
          return reply(undefined);
        case 'release':
          await release(ask.session);
          return reply(undefined);
        case 'usage':
          return reply(clock.usage);
        case 'close':
          for (const session of [...graphs.keys()]) await release(session);
          reply(undefined);
          closed();
      }
    } catch (error) {
      post({ id, failure: packError(error) }, []);
    }
  };
  let last = Promise.resolve();
  return (request) => {
    last = last.then(() => handle(request));
  };
}
