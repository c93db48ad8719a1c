import type { Tensor, TensorInfo } from '../engine.js';
import { ModelError } from '../errors.js';
import { checkTensor } from './check-tensors.js';

interface Place<T> {
  readonly info: TensorInfo;
  readonly output: string;
  value?: T | undefined;
}

/** The values that a graph's runs hand on to each other, as tensors of a runtime: an input's is what an output of the run before gave. */
export class CarriedValues<T extends { dispose(): void }> {
  /** Outputs that are carried. */
  readonly outputs: ReadonlySet<string>;
  readonly #places = new Map<string, Place<T>>();

  /**
   * `carried` names for each input the output that it comes from.
   * @throws ModelError when the graph has no such input or output.
   */
  constructor(carried: Readonly<Record<string, string>>, inputs: readonly TensorInfo[], outputs: readonly TensorInfo[]) {
    for (const [input, output] of Object.entries(carried)) {
      const info = inputs.find(({ name }) => name === input);
      if (info === undefined) throw new ModelError(`the model has no input '${input}' to carry`);
      if (!outputs.some(({ name }) => name === output)) throw new ModelError(`the model has no output '${output}' to carry`);
      this.#places.set(input, { info, output });
    }
    this.outputs = new Set(Object.values(carried));
  }

  /** Whether an input is carried. */
  has(input: string): boolean {
    return this.#places.has(input);
  }

  /**
   * The present value of an input.
   * @throws Error when it is not carried, or has none yet.
   */
  present(input: string): T {
    const { value } = this.#place(input);
    if (value === undefined) throw new Error(`carried input '${input}' has no value yet: write it before the first run`);
    return value;
  }

  /**
   * The present values, by input.
   * @throws Error when one has none yet.
   */
  feeds(): Record<string, T> {
    return Object.fromEntries([...this.#places.keys()].map((input) => [input, this.present(input)]));
  }

  /**
   * Gives an input a value, which `make` makes a tensor of; returns the output that it otherwise comes from.
   * @throws Error when it is not carried, or the value does not fit.
   */
  write(input: string, value: Tensor, make: (value: Tensor) => T): string {
    const place = this.#place(input);
    checkTensor(place.info, value);
    place.value?.dispose();
    place.value = make(value);
    return place.output;
  }

  /** Takes over what a run gave; the values before are disposed of, or given to `take`. */
  advance(results: Readonly<Record<string, T>>, take: (old: T, next: T, output: string) => void = (old) => old.dispose()): void {
    for (const place of this.#places.values()) {
      const { value, output } = place;
      const next = results[output]!;
      if (value !== undefined) take(value, next, output);
      place.value = next;
    }
  }

  /** Disposes of all values. */
  release(): void {
    for (const place of this.#places.values()) {
      place.value?.dispose();
      place.value = undefined;
    }
  }

  #place(input: string): Place<T> {
    const place = this.#places.get(input);
    if (place === undefined) throw new Error(`'${input}' is not a carried input`);
    return place;
  }
}
