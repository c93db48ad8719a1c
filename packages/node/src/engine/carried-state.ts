import { checkTensor, copyModel, ModelError, type TensorInfo, type Tensor as Values } from '@cleargrain/core/engine';
import { InferenceSession, Tensor } from 'onnxruntime-node';

interface Carried {
  readonly info: TensorInfo;
  readonly output: string;
  value?: Tensor;
  /** Memory of an earlier value, into which the next is written: the two change places with every run. */
  spare?: Tensor;
}

function sameShape(a: Tensor, b: Tensor): boolean {
  return a.dims.length === b.dims.length && a.dims.every((size, axis) => size === b.dims[axis]);
}

/** The values that a graph's runs hand on to each other without leaving the device. */
export class CarriedState {
  readonly inputs: ReadonlyMap<string, Carried>;
  readonly outputs: ReadonlySet<string>;

  constructor(pairs: readonly (readonly [string, string])[], inputs: readonly TensorInfo[], outputs: readonly TensorInfo[]) {
    const carried = new Map<string, Carried>();
    for (const [input, output] of pairs) {
      const info = inputs.find(({ name }) => name === input);
      if (info === undefined) throw new ModelError(`the model has no input '${input}' to carry`);
      if (!outputs.some(({ name }) => name === output)) throw new ModelError(`the model has no output '${output}' to carry`);
      carried.set(input, { info, output });
    }
    this.inputs = carried;
    this.outputs = new Set(pairs.map(([, output]) => output));
  }

  feeds(): Record<string, Tensor> {
    const feeds: Record<string, Tensor> = {};
    for (const [input, { value }] of this.inputs) feeds[input] = this.#present(input, value);
    return feeds;
  }

  /** Where the next values go: into spare memory where there is some. */
  fetches(): Record<string, Tensor | null> {
    const fetches: Record<string, Tensor | null> = {};
    for (const { output, spare } of this.inputs.values()) fetches[output] = spare ?? null;
    return fetches;
  }

  /** Takes over the values that a run gave. */
  advance(results: InferenceSession.ReturnType): void {
    for (const carried of this.inputs.values()) {
      const next = results[carried.output]!;
      const { value } = carried;
      const reusable = value?.location === 'cpu' && next.location === 'cpu' && sameShape(value, next);
      if (!reusable) value?.dispose();
      carried.spare = reusable ? value : undefined;
      carried.value = next;
    }
  }

  async read(input: string): Promise<Values> {
    const value = this.#present(input, this.#carried(input).value);
    if (value.location === 'cpu' && value.data instanceof Float32Array) return { data: value.data.slice(), shape: [...value.dims] };
    // The runtime cannot fetch a tensor from the device by itself; a graph that copies can.
    const copy = await InferenceSession.create(copyModel(value.dims), { executionProviders: ['webgpu'], logSeverityLevel: 4 });
    try {
      const { y } = await copy.run({ x: value });
      if (y?.data instanceof Float32Array) return { data: y.data, shape: y.dims };
      throw new Error(`the value of '${input}' did not come back from the device`);
    } finally {
      await copy.release();
    }
  }

  write(input: string, { data, shape }: Values): void {
    const carried = this.#carried(input);
    checkTensor(carried.info, { data, shape });
    carried.value?.dispose();
    carried.spare?.dispose();
    carried.spare = undefined;
    carried.value = new Tensor('float32', data, shape);
  }

  release(): void {
    for (const carried of this.inputs.values()) {
      carried.value?.dispose();
      carried.spare?.dispose();
      carried.value = undefined;
      carried.spare = undefined;
    }
  }

  #carried(input: string): Carried {
    const carried = this.inputs.get(input);
    if (carried === undefined) throw new Error(`'${input}' is not a carried input`);
    return carried;
  }

  #present(input: string, value: Tensor | undefined): Tensor {
    if (value === undefined) throw new Error(`carried input '${input}' has no value yet: write it before the first run`);
    return value;
  }
}
