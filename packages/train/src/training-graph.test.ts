import { readFileSync } from 'node:fs';
import { type Engine, findChannelBlock, type NetworkConfig, parameterCount, parametersOf, type Session, writeOnnx } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensor } from './testing/tensor.js';
import { carriedState, stateNames, trainingGraph } from './training-graph.js';

interface Golden {
  readonly options: Record<'learningRate' | 'beta1' | 'beta2' | 'epsilon' | 'weightDecay' | 'gradientLimit' | 'keep', number>;
  readonly noisy: readonly number[];
  readonly clean: readonly number[];
  readonly parameters: readonly number[];
  readonly steps: readonly { readonly loss: number; readonly norm: number }[];
  readonly next: { readonly parameters: readonly number[]; readonly average: readonly number[] };
}

// What PyTorch computes: see testing/make-golden.py.
const golden = JSON.parse(readFileSync(new URL('./testing/unet-training.golden.json', import.meta.url), 'utf8')) as Golden;
const network: NetworkConfig = { architecture: 'unet', channels: 1, widths: [2, 3], blocks: 1 };
const pictures = [2, 1, 8, 8];
const tolerance = 1e-5;

function expectClose(data: Float32Array, expected: readonly number[]): void {
  expect(data).toHaveLength(expected.length);
  const worst = data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i]!)), 0);
  expect(worst).toBeLessThan(tolerance);
}

let engine: Engine;
let session: Session;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
  const { beta1, beta2, epsilon, weightDecay, gradientLimit } = golden.options;
  const adamw = { beta1, beta2, epsilon, weightDecay };
  const graph = trainingGraph({ network, batch: 2, crop: 8, loss: 'l1', optimiser: 'adamw', adamw, gradientLimit });
  session = await engine.load(writeOnnx(graph), { carried: carriedState });
});
afterAll(() => engine.close());

describe('the training graph', () => {
  it('is the same two steps as in PyTorch: loss, gradient, clipping, AdamW with decay, weight average', async () => {
    const count = parameterCount(network);
    for (const name of stateNames) {
      const start = name === 'mean' || name === 'square' ? new Array<number>(count).fill(0) : golden.parameters;
      await session.write(name, tensor([count], start));
    }
    const { beta1, beta2, learningRate, keep } = golden.options;
    for (const [index, { loss, norm }] of golden.steps.entries()) {
      const corrections = [beta1, beta2].map((beta) => 1 / (1 - beta ** (index + 1)));
      const outputs = await session.run({
        noisy: tensor(pictures, golden.noisy),
        clean: tensor(pictures, golden.clean),
        schedule: tensor([4], [learningRate, ...corrections, keep]),
      });
      expectClose(outputs.loss!.data, [loss]);
      expectClose(outputs.norm!.data, [norm]);
      // Or the test would not see the clipping.
      expect(norm).toBeGreaterThan(golden.options.gradientLimit);
    }
    expectClose((await session.read('parameters')).data, golden.next.parameters);
    expectClose((await session.read('average')).data, golden.next.average);
    // The weights have moved by far more than the tolerance.
    const moved = golden.next.parameters.reduce((sum, value, i) => sum + Math.abs(value - golden.parameters[i]!), 0) / count;
    expect(moved).toBeGreaterThan(100 * tolerance);
  });

  it('wants a batch and a schedule, gives loss and norm, and carries the rest', () => {
    expect(session.inputs.map(({ name }) => name)).toEqual(['noisy', 'clean', 'schedule']);
    expect(session.outputs.map(({ name }) => name)).toEqual(['loss', 'norm']);
  });

  it('joins many tensors of weights in the order in which the network declares them', () => {
    const deep: NetworkConfig = { architecture: 'flat', channels: 1, width: 2, blocks: 20 };
    expect(parametersOf(deep).length).toBeGreaterThan(36);
    const adamw = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0 };
    const graph = trainingGraph({ network: deep, batch: 1, crop: 8, loss: 'mse', optimiser: 'adamw', adamw, gradientLimit: 1 });
    const next = graph.outputs.find(({ name }) => name === 'next_parameters')!;
    expect(next.value.shape).toEqual([parameterCount(deep)]);
    const joins = graph.nodes.flatMap((node) => (node.operation === 'concat' ? [node.inputs.length] : []));
    expect(Math.max(...joins)).toBeLessThanOrEqual(6);
  });

  const wide: readonly NetworkConfig[] = [
    { architecture: 'unet', channels: 1, widths: [16, 31], blocks: 1 },
    { architecture: 'flat', channels: 1, width: 31, blocks: 1, direct: 12, context: 8 },
  ];
  it.each(wide)('gives the same step in blocks of channels as for every device, bit for bit each time: $architecture', async (wide) => {
    const adamw = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0 };
    const graph = trainingGraph({ network: wide, batch: 2, crop: 16, loss: 'mse', optimiser: 'adamw', adamw, gradientLimit: 1 });
    const count = parameterCount(wide);
    const wave = (length: number) => Array.from({ length }, (_, i) => 0.1 * Math.sin(i * i + length));
    const meanAfter = async (channelBlock?: number): Promise<Float32Array> => {
      const other = await engine.load(writeOnnx(graph, channelBlock === undefined ? {} : { channelBlock }), { carried: carriedState });
      for (const name of stateNames)
        await other.write(name, tensor([count], name === 'parameters' ? wave(count) : new Array(count).fill(0)));
      const images = { noisy: tensor([2, 1, 16, 16], wave(512)), clean: tensor([2, 1, 16, 16], new Array(512).fill(0.5)) };
      await other.run({ ...images, schedule: tensor([4], [1e-3, 10, 100, 0.9]) });
      return (await other.read('mean')).data;
    };
    const [expected, blocked, again] = [
      await meanAfter(),
      await meanAfter(await findChannelBlock(engine)),
      await meanAfter(await findChannelBlock(engine)),
    ];
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeGreaterThan(1e-4);
    expect(blocked.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0)).toBeLessThan(1e-5 * largest);
    expect([...again]).toEqual([...blocked]);
  });

  it('refuses crops that the network cannot halve as often as it wants to', () => {
    const adamw = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0 };
    expect(() => trainingGraph({ network, batch: 1, crop: 10, loss: 'l1', optimiser: 'adamw', adamw, gradientLimit: 1 })).toThrow(
      RangeError,
    );
  });
});
