import type { LoadOptions, Session, Tensor, TensorData, TensorInfo } from '../engine.js';
import { checkTensors } from './check-tensors.js';
import type { EnginePort } from './protocol.js';
import { transferable } from './transferable.js';

/** A graph in the worker, seen from outside. */
export class WorkerSession<Data extends TensorData = Float32Array> implements Session<Data> {
  readonly #worker: EnginePort;
  readonly #session: number;
  readonly #carried: ReadonlySet<string>;
  readonly #isData: (data: TensorData) => data is Data;
  #closed: Promise<void> | undefined;

  constructor(
    worker: EnginePort,
    session: number,
    /** The inputs that `run` wants, carried ones left out. */
    readonly inputs: readonly TensorInfo[],
    /** The outputs that `run` gives, carried ones left out. */
    readonly outputs: readonly TensorInfo[],
    options: LoadOptions,
    isData: (data: TensorData) => data is Data,
  ) {
    this.#isData = isData;
    this.#worker = worker;
    this.#session = session;
    this.#carried = new Set(Object.keys(options.carried ?? {}));
  }

  /** Computes the outputs; the data of `inputs` moves to the worker. */
  async run(inputs: Readonly<Record<string, Tensor<Data>>>): Promise<Record<string, Tensor<Data>>> {
    this.#open();
    checkTensors(this.inputs, inputs);
    const { tensors, buffers } = transferable(inputs);
    const outputs = await this.#worker.ask('run', { session: this.#session, inputs: tensors }, buffers);
    const answer: Record<string, Tensor<Data>> = {};
    for (const [name, { data, shape }] of Object.entries(outputs)) if (this.#isData(data)) answer[name] = { data, shape };
    return answer;
  }

  /** A copy of the present value of a carried input. */
  async read(input: string): Promise<Tensor> {
    this.#open(input);
    return this.#worker.ask('read', { session: this.#session, input });
  }

  /** Sets a carried input to a copy of the value. */
  async write(input: string, value: Tensor): Promise<void> {
    this.#open(input);
    const data = new Float32Array(value.data);
    await this.#worker.ask('write', { session: this.#session, input, value: { data, shape: [...value.shape] } }, [data.buffer]);
  }

  /** Frees the graph's memory; a second call does nothing. */
  close(): Promise<void> {
    this.#closed ??= this.#worker.ask('release', { session: this.#session }).catch(() => undefined);
    return this.#closed;
  }

  #open(carried?: string): void {
    if (this.#closed !== undefined) throw new Error('the session is closed');
    if (carried !== undefined && !this.#carried.has(carried)) {
      throw new RangeError(`expected one of ${[...this.#carried].join(', ') || 'none'} for the carried input, received '${carried}'`);
    }
  }
}
