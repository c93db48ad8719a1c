/** The numbers of a tensor: floats, or for graphs on samples integers. */
export type TensorData = Float32Array | Uint8Array | Uint16Array;

/** A dense array of numbers, by default float32; the last dimension varies fastest. */
export interface Tensor<Data extends TensorData = Float32Array> {
  /** As many numbers as the product of the shape. */
  readonly data: Data;
  /** The size of each dimension; pictures are `[batch, channels, height, width]`. */
  readonly shape: readonly number[];
}

/** What a graph expects or gives under a name; a dimension that is not fixed has its name in place of a number. */
export interface TensorInfo {
  /** The name in the graph. */
  readonly name: string;
  /** The size of each dimension, or its name where it is not fixed. */
  readonly shape: readonly (number | string)[];
}

/** What computes: the processor, a GPU through WebGPU or CUDA, or WebAssembly in a browser. */
export type DeviceName = 'cpu' | 'webgpu' | 'cuda' | 'wasm';

/** How a graph is loaded. */
export interface LoadOptions {
  /**
   * State that stays in the engine between runs: for each input the output that holds its next value. A carried input is set
   * once with `write` and then fed by the runs themselves; carried outputs do not come back from `run`. Default: none.
   */
  readonly carried?: Readonly<Record<string, string>>;
}

/** A loaded graph, ready to run. Runs of one session happen one after another, in the order of the calls. */
export interface Session<Data extends TensorData = Float32Array> {
  /** The inputs that `run` wants, carried ones left out. */
  readonly inputs: readonly TensorInfo[];
  /** The outputs that `run` gives, carried ones left out. */
  readonly outputs: readonly TensorInfo[];
  /**
   * Computes the outputs. The data of `inputs` may be moved into the engine: do not use it afterwards.
   * @throws Error when an input is missing or has the wrong shape, or the engine fails.
   */
  run(inputs: Readonly<Record<string, Tensor<Data>>>): Promise<Record<string, Tensor<Data>>>;
  /** The present value of a carried input (a copy). */
  read(input: string): Promise<Tensor>;
  /** Sets a carried input (the data is copied). */
  write(input: string, value: Tensor): Promise<void>;
  /** Frees the graph's memory, once the runs under way have ended. A second call does nothing. */
  close(): Promise<void>;
}

/** How much of its time an engine has computed. */
export interface EngineUsage {
  /** Seconds in which a graph ran. */
  readonly busySeconds: number;
  /** Seconds from the beginning of the first run to the end of the last; the rest of them it waited. */
  readonly spanSeconds: number;
}

/** Something that runs ONNX graphs. It is created by a platform package and passed in; several can live side by side. */
export interface Engine {
  /** What computes. */
  readonly device: DeviceName;
  /** Which device runs and why, in one line for people. */
  readonly description: string;
  /** The processor's architecture, where it is known, as Node names it: `x64`, `arm64`. */
  readonly architecture?: string;
  /**
   * Loads an ONNX model.
   * @throws ModelError when the bytes are not a model that the engine can run.
   */
  load(model: Uint8Array, options?: LoadOptions): Promise<Session>;
  /**
   * Loads an ONNX model whose inputs and outputs are integers of 8 or 16 bits, as `takeSamples` makes them. Absent where the engine does not
   * compute with them.
   * @throws ModelError when the bytes are not a model that the engine can run.
   */
  loadOnSamples?(model: Uint8Array): Promise<Session<Uint8Array | Uint16Array>>;
  /** How much it has computed so far, once the runs that were asked for before have ended. */
  usage(): Promise<EngineUsage>;
  /** Closes all sessions and frees the engine, once the runs under way have ended. A second call does nothing. */
  close(): Promise<void>;
}
