import {
  checkTensor,
  type LoadOptions,
  loadError,
  ModelError,
  runtimeMessage,
  type ServedGraph,
  type TensorInfo,
  type Tensor as Values,
} from '@cleargrain/core';
import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { OpenedDevice } from './open-device.js';
import type { Runtime } from './runtime.js';
import { sessionOptions } from './session-options.js';

interface Carried {
  readonly info: TensorInfo;
  readonly output: string;
  value?: Tensor;
}

function describe(kind: string, metadata: readonly InferenceSession.ValueMetadata[]): TensorInfo[] {
  return metadata.map((value) => {
    if (!value.isTensor || value.type !== 'float32') {
      const type = value.isTensor ? value.type : 'not a tensor';
      throw new ModelError(`expected float32 for ${kind} '${value.name}' of the model, found ${type}`);
    }
    return { name: value.name, shape: value.shape.map((size) => (size === '' ? '?' : size)) };
  });
}

/** The inputs whose values the runs hand on to each other, with the outputs that they come from. */
function carriedOf(options: LoadOptions, inputs: readonly TensorInfo[], outputs: readonly TensorInfo[]): Map<string, Carried> {
  const carried = new Map<string, Carried>();
  for (const [input, output] of Object.entries(options.carried ?? {})) {
    const info = inputs.find(({ name }) => name === input);
    if (info === undefined) throw new ModelError(`the model has no input '${input}' to carry`);
    if (!outputs.some(({ name }) => name === output)) throw new ModelError(`the model has no output '${output}' to carry`);
    carried.set(input, { info, output });
  }
  return carried;
}

/** A graph in ONNX Runtime, with the state that its runs carry on; it lives in the worker. */
export class LoadedGraph implements ServedGraph {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #carried: Map<string, Carried>;

  private constructor(runtime: Runtime, session: InferenceSession, options: LoadOptions) {
    const inputs = describe('input', session.inputMetadata);
    const outputs = describe('output', session.outputMetadata);
    this.#runtime = runtime;
    this.#session = session;
    this.#carried = carriedOf(options, inputs, outputs);
    const carriedOutputs = new Set([...this.#carried.values()].map(({ output }) => output));
    this.inputs = inputs.filter(({ name }) => !this.#carried.has(name));
    this.outputs = outputs.filter(({ name }) => !carriedOutputs.has(name));
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
    const feeds: Record<string, Tensor> = {};
    for (const name of this.#carried.keys()) feeds[name] = this.#present(name);
    for (const [name, { data, shape }] of Object.entries(inputs)) feeds[name] = new this.#runtime.Tensor('float32', data, shape);
    let results: InferenceSession.ReturnType;
    try {
      results = await this.#session.run(feeds);
    } catch (error) {
      throw new Error(`the model failed: ${runtimeMessage(error)}`);
    }
    for (const carried of this.#carried.values()) {
      carried.value?.dispose();
      carried.value = results[carried.output]!;
    }
    const answer: Record<string, Values> = {};
    for (const { name } of this.outputs) {
      const { data, dims } = results[name]!;
      if (data instanceof Float32Array) answer[name] = { data, shape: dims };
    }
    return answer;
  }

  async read(input: string): Promise<Values> {
    const value = this.#present(input);
    const data = await value.getData();
    if (!(data instanceof Float32Array)) throw new Error(`the value of '${input}' did not come back from the device`);
    return { data: data.slice(), shape: [...value.dims] };
  }

  write(input: string, { data, shape }: Values): void {
    const carried = this.#carriedInput(input);
    checkTensor(carried.info, { data, shape });
    carried.value?.dispose();
    carried.value = new this.#runtime.Tensor('float32', data, shape);
  }

  async release(): Promise<void> {
    for (const carried of this.#carried.values()) {
      carried.value?.dispose();
      delete carried.value;
    }
    await this.#session.release();
  }

  #carriedInput(input: string): Carried {
    const carried = this.#carried.get(input);
    if (carried === undefined) throw new Error(`'${input}' is not a carried input`);
    return carried;
  }

  #present(input: string): Tensor {
    const { value } = this.#carriedInput(input);
    if (value === undefined) throw new Error(`carried input '${input}' has no value yet: write it before the first run`);
    return value;
  }
}
