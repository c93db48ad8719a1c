import { CarriedValues, copyModel, type TensorInfo, type Tensor as Values } from '@cleargrain/core/engine';
import { InferenceSession, Tensor } from 'onnxruntime-node';

function sameShape(a: Tensor, b: Tensor): boolean {
  return a.dims.length === b.dims.length && a.dims.every((size, axis) => size === b.dims[axis]);
}

/** The values that a graph's runs hand on to each other without leaving the device. */
export class CarriedState {
  readonly values: CarriedValues<Tensor>;
  /** Memory of earlier values, by output, into which the next are written: the two change places with every run. */
  readonly #spare = new Map<string, Tensor>();

  constructor(carried: Readonly<Record<string, string>>, inputs: readonly TensorInfo[], outputs: readonly TensorInfo[]) {
    this.values = new CarriedValues(carried, inputs, outputs);
  }

  /** Where the next values go: into spare memory where there is some. */
  fetches(): Record<string, Tensor | null> {
    return Object.fromEntries([...this.values.outputs].map((output) => [output, this.#spare.get(output) ?? null]));
  }

  /** Takes over the values that a run gave. */
  advance(results: InferenceSession.ReturnType): void {
    // What was spare holds the next values now.
    this.#spare.clear();
    this.values.advance(results, (old, next, output) => {
      if (old.location === 'cpu' && next.location === 'cpu' && sameShape(old, next)) this.#spare.set(output, old);
      else old.dispose();
    });
  }

  async read(input: string): Promise<Values> {
    const value = this.values.present(input);
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

  write(input: string, given: Values): void {
    const output = this.values.write(input, given, ({ data, shape }) => new Tensor('float32', data, shape));
    this.#spare.get(output)?.dispose();
    this.#spare.delete(output);
  }

  release(): void {
    this.values.release();
    for (const spare of this.#spare.values()) spare.dispose();
    this.#spare.clear();
  }
}
