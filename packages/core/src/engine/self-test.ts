import type { Tensor } from '../engine.js';
import { writeOnnx } from '../graph/onnx/write-onnx.js';
import { selfTestGraph } from './self-test-graph.js';

/** Largest difference from the CPU, as a part of the largest value: the devices sum in other orders, which costs some 1e-6. */
const tolerance = 1e-3;
/** Width and height of the picture that decides the race. */
const fullSize = 512;
/** Milliseconds for a small picture that a GPU stays under and a program that plays one does not: that one would take minutes for more. */
const patience = 20;

/** What a device makes of a graph's input, and the shortest time of the runs after the first (Infinity without any). */
export interface Measured {
  /** The outputs of the graph, by name. */
  readonly results: Readonly<Record<string, Tensor>>;
  /** How long a run took. */
  readonly milliseconds: number;
}

/** Runs a graph on a device: once with the input x, then `runs` times more for the time. */
export type MeasureGraph = (model: Uint8Array, x: Tensor, runs: number) => Promise<Measured>;

function testPicture(size: number): Tensor {
  return { data: Float32Array.from({ length: 3 * size * size }, (_, index) => ((index * 37) % 101) / 101), shape: [1, 3, size, size] };
}

function difference(actual: Tensor | undefined, expected: Tensor | undefined): number {
  if (actual === undefined || expected === undefined) return Infinity;
  let error = 0;
  let largest = 0;
  for (let i = 0; i < expected.data.length; i++) {
    const distance = Math.abs(actual.data[i]! - expected.data[i]!);
    // Not a number compares as neither greater nor less.
    if (!(distance <= error)) error = Number.isNaN(distance) ? Infinity : distance;
    largest = Math.max(largest, Math.abs(expected.data[i]!));
  }
  return error / largest;
}

function compare(tried: Measured, reference: Measured): string | undefined {
  for (const output of Object.keys(reference.results)) {
    const error = difference(tried.results[output], reference.results[output]);
    if (error > tolerance) return `its numbers differ from the CPU's by ${error.toPrecision(2)} of the largest value`;
  }
  return undefined;
}

/**
 * Compares a device with the CPU on a small graph and, if `race`, its speed on growing pictures too. Returns undefined when it passes,
 * else why not.
 * @throws Error when the device is missing.
 */
export async function selfTest(device: MeasureGraph, processor: MeasureGraph, race: boolean): Promise<string | undefined> {
  for (const size of race ? [32, 128, fullSize] : [32]) {
    const model = writeOnnx(selfTestGraph(size));
    const tried = await device(model, testPicture(size), race ? 3 : 0);
    const reference = await processor(model, testPicture(size), race ? 3 : 0);
    const wrong = compare(tried, reference);
    if (wrong !== undefined) return wrong;
    const limit = size === fullSize ? reference.milliseconds : Math.max(patience, 4 * reference.milliseconds);
    if (race && tried.milliseconds >= limit) return 'it is slower than the CPU';
  }
  return undefined;
}
