import {
  describeValues,
  type LoadOptions,
  loadError,
  runtimeMessage,
  type ServedGraph,
  type TensorData,
  type TensorInfo,
  type Tensor as Values,
} from '@cleargrain/core/engine';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { CarriedState } from './carried-state.js';
import { type Provider, sessionOptions } from './session-options.js';

const floats: readonly string[] = ['float32'];
const integers: readonly string[] = ['uint8', 'uint16'];

function tensorOf({ data, shape }: Values<TensorData>): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, shape);
  return data instanceof Uint16Array ? new Tensor('uint16', data, shape) : new Tensor('uint8', data, shape);
}

/** A graph in ONNX Runtime, with the state that its runs carry on; it lives in the worker. */
export class LoadedGraph implements ServedGraph {
  private constructor(
    private readonly session: InferenceSession,
    private readonly carried: CarriedState,
    readonly inputs: readonly TensorInfo[],
    readonly outputs: readonly TensorInfo[],
  ) {}

  static async load(
    model: Uint8Array,
    options: LoadOptions,
    onSamples: boolean,
    provider: Provider,
    threads: number,
  ): Promise<LoadedGraph> {
    const pairs = Object.entries(options.carried ?? {});
    // What carries its state from run to run is a training, which has the cores to itself; others would lose by threads that spin.
    const settings = sessionOptions(provider, threads, provider === 'cpu' && pairs.length > 0);
    if (provider === 'webgpu' && pairs.length > 0) {
      settings.preferredOutputLocation = Object.fromEntries(pairs.map(([, output]) => [output, 'gpu-buffer' as const]));
    }
    let session: InferenceSession;
    try {
      session = await InferenceSession.create(model, settings);
    } catch (error) {
      throw loadError(error);
    }
    try {
      const types = onSamples ? integers : floats;
      const inputs = describeValues('input', session.inputMetadata, types);
      const outputs = describeValues('output', session.outputMetadata, types);
      const carried = new CarriedState(options.carried ?? {}, inputs, outputs);
      return new LoadedGraph(
        session,
        carried,
        inputs.filter(({ name }) => !carried.values.has(name)),
        outputs.filter(({ name }) => !carried.values.outputs.has(name)),
      );
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  async run(inputs: Readonly<Record<string, Values<TensorData>>>): Promise<Record<string, Values<TensorData>>> {
    const feeds: Record<string, Tensor> = this.carried.values.feeds();
    for (const [name, value] of Object.entries(inputs)) feeds[name] = tensorOf(value);
    const fetches: Record<string, Tensor | null> = this.carried.fetches();
    for (const { name } of this.outputs) fetches[name] = null;
    let results: InferenceSession.ReturnType;
    try {
      results = await this.session.run(feeds, fetches);
    } catch (error) {
      throw new Error(`the model failed: ${runtimeMessage(error)}`);
    }
    this.carried.advance(results);
    const answer: Record<string, Values<TensorData>> = {};
    for (const { name } of this.outputs) {
      const { data, dims } = results[name]!;
      if (data instanceof Float32Array || data instanceof Uint8Array || data instanceof Uint16Array) answer[name] = { data, shape: dims };
    }
    return answer;
  }

  read(input: string): Promise<Values> {
    return this.carried.read(input);
  }

  write(input: string, value: Values): void {
    this.carried.write(input, value);
  }

  async release(): Promise<void> {
    this.carried.release();
    await this.session.release();
  }
}
