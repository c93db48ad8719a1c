import { InferenceSession, Tensor } from 'onnxruntime-node';
import { selfTestModel } from './self-test-model.js';
import { type Provider, sessionOptions } from './session-options.js';

/** Largest difference from the CPU, as a part of the largest value: the devices sum in other orders, which costs some 1e-6. */
const TOLERANCE = 1e-3;
/** Longer than this for a small picture, in milliseconds, and there is no GPU but a program that plays one. */
const PATIENCE = 150;

interface Measured {
  readonly results: InferenceSession.ReturnType;
  readonly milliseconds: number;
}

async function measure(model: Uint8Array, size: number, provider: Provider, threads: number, runs: number): Promise<Measured> {
  const session = await InferenceSession.create(model, sessionOptions(provider, threads));
  try {
    const picture = Float32Array.from({ length: 3 * size * size }, (_, index) => ((index * 37) % 101) / 101);
    const x = new Tensor('float32', picture, [1, 3, size, size]);
    let results = await session.run({ x });
    let milliseconds = Infinity;
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      results = await session.run({ x });
      milliseconds = Math.min(milliseconds, performance.now() - start);
    }
    return { results, milliseconds };
  } finally {
    await session.release();
  }
}

function difference(actual: Tensor | undefined, expected: Tensor | undefined): number {
  if (!(actual?.data instanceof Float32Array) || !(expected?.data instanceof Float32Array)) return Infinity;
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

/**
 * Compares a device with the CPU on a small graph and, if `race`, its speed too. Returns undefined when it passes, else why not.
 * @throws Error when the device is missing.
 */
export async function selfTest(device: Provider, threads: number, race: boolean): Promise<string | undefined> {
  const small = selfTestModel(32);
  const tried = await measure(small, 32, device, threads, race ? 1 : 0);
  const reference = await measure(small, 32, 'cpu', threads, 0);
  for (const output of ['y', 'product']) {
    const error = difference(tried.results[output], reference.results[output]);
    if (error > TOLERANCE) return `its numbers differ from the CPU's by ${error.toPrecision(2)} of the largest value`;
  }
  if (!race) return undefined;
  if (tried.milliseconds > PATIENCE) return 'it is slower than the CPU';
  const large = selfTestModel(512);
  const [gpu, cpu] = [await measure(large, 512, device, threads, 3), await measure(large, 512, 'cpu', threads, 3)];
  return gpu.milliseconds < cpu.milliseconds ? undefined : 'it is slower than the CPU';
}
