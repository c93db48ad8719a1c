import {
  CarriedValues,
  describeValues,
  type LoadOptions,
  loadError,
  runtimeMessage,
  type ServedGraph,
  type TensorInfo,
  type Tensor as Values,
} from '@cleargrain/core';
import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { OpenedDevice } from './open-device.js';
import type { Runtime } from './runtime.js';
import { sessionOptions } from './session-options.js';

const floats: readonly string[] = ['float32'];

/** A graph in ONNX Runtime, with the state that its runs carry on; it lives in the worker. */
export class LoadedGraph implements ServedGraph {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #carried: CarriedValues<Tensor>;

  private constructor(runtime: Runtime, session: InferenceSession, options: LoadOptions) {
    const inputs = describeValues('input', session.inputMetadata, floats);
    const outputs = describeValues('output', session.outputMetadata, floats);
    this.#runtime = runtime;
    this.#session = session;
    this.#carried = new CarriedValues(options.carried ?? {}, inputs, outputs);
    this.inputs = inputs.filter(({ name }) => !this.#carried.has(name));
    this.outputs = outputs.filter(({ name }) => !this.#carried.outputs.has(name));
  }

  /**
   * @throws ModelError when the bytes are not a model that the runtime can run.
   */
  static async load(model: Uint8Array, options: LoadOptions, { runtime, device }: OpenedDevice): Promise<LoadedGraph> {
    const settings = sessionOptions(device);
    const carried = Object.values(options.carried ?? {});
    if (device === 'webgpu' && carried.length > 0) {
      settings.preferredOutputLocation = Object.fromEntries(carried.map((output) => [output, 'gpu-buffer' as const]));
    }
    let session: InferenceSession;
    try {
      session = await runtime.InferenceSession.create(model, settings);
    } catch (error) {
      throw loadError(error);
    }
    try {
      return new LoadedGraph(runtime, session, options);
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  async run(inputs: Readonly<Record<string, Values>>): Promise<Record<string, Values>> {
    const feeds = this.#carried.feeds();
    for (const [name, { data, shape }] of Object.entries(inputs)) feeds[name] = new this.#runtime.Tensor('float32', data, shape);
    let results: InferenceSession.ReturnType;
    try {
      results = await this.#session.run(feeds);
    } catch (error) {
      throw new Error(`the model failed: ${runtimeMessage(error)}`);
    }
    this.#carried.advance(results);
    const answer: Record<string, Values> = {};
    for (const { name } of this.outputs) {
      const { data, dims } = results[name]!;
      if (data instanceof Float32Array) answer[name] = { data, shape: dims };
    }
    return answer;
  }

  async read(input: string): Promise<Values> {
    const value = this.#carried.present(input);
    const data = await value.getData();
    if (!(data instanceof Float32Array)) throw new Error(`the value of '${input}' did not come back from the device`);
    return { data: data.slice(), shape: [...value.dims] };
  }

  write(input: string, value: Values): void {
    this.#carried.write(input, value, ({ data, shape }) => new this.#runtime.Tensor('float32', data, shape));
  }

  async release(): Promise<void> {
    this.#carried.release();
    await this.#session.release();
  }
}
