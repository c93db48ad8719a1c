import type { Engine } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGraph } from '../testing/run-graph.js';
import { tensor } from '../testing/tensor.js';
import { adamw } from './adamw.js';
import { clipGradient } from './clip-gradient.js';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

describe('AdamW', () => {
  const options = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.5 };
  const one = tensor([1], [1]);

  const optimiser = (decay: number) =>
    runGraph(engine, [one, one, one, one, tensor([3], [0, 0, 0])], (graph, [parameters, mean, square, gradient, schedule]) => {
      const [learningRate, meanCorrection, squareCorrection] = [0, 1, 2].map((i) => graph.slice(schedule!, 0, i, i + 1));
      const rates = { learningRate: learningRate!, meanCorrection: meanCorrection!, squareCorrection: squareCorrection! };
      const state = { parameters: parameters!, mean: mean!, square: square! };
      const next = adamw(graph, state, gradient!, rates, { ...options, weightDecay: decay });
      return [next.parameters, next.mean, next.square];
    });

  it('corrects the bias of its means: the first step is the learning rate, whatever the size of the gradient', async () => {
    const run = await optimiser(0);
    for (const gradient of [1e-4, 1, -1e4]) {
      const zero = tensor([1], [0]);
      const schedule = tensor([3], [0.01, 1 / (1 - 0.9), 1 / (1 - 0.99)]);
      const [parameters] = await run([tensor([1], [2]), zero, zero, tensor([1], [gradient]), schedule]);
      expect(parameters![0]).toBeCloseTo(2 - 0.01 * Math.sign(gradient), 5);
    }
  });

  it('lets the means of a gradient that has ceased end at zero, not in numbers below the normal range', async () => {
    const run = await optimiser(0);
    const zero = tensor([1], [0]);
    const [parameters, mean, square] = await run([
      tensor([1], [2]),
      tensor([1], [1e-36]),
      tensor([1], [1e-36]),
      zero,
      tensor([3], [0.01, 1, 1]),
    ]);
    expect([mean![0], square![0]]).toEqual([0, 0]);
    expect(parameters![0]).toBe(2);
  });

  it('is the published algorithm over several steps, with decay apart from the gradient', async () => {
    const run = await optimiser(options.weightDecay);
    const expected = { parameter: 2, mean: 0, square: 0 };
    let state = [2, 0, 0];
    for (const [index, gradient] of [0.5, -0.25, 0.125, 3].entries()) {
      const [first, second] = [1 - 0.9 ** (index + 1), 1 - 0.99 ** (index + 1)];
      expected.mean = 0.9 * expected.mean + 0.1 * gradient;
      expected.square = 0.99 * expected.square + 0.01 * gradient * gradient;
      expected.parameter -= 0.1 * options.weightDecay * expected.parameter;
      expected.parameter -= (0.1 * (expected.mean / first)) / (Math.sqrt(expected.square / second) + 1e-8);
      const [parameter, mean, square] = state.map((value) => tensor([1], [value]));
      const results = await run([parameter!, mean!, square!, tensor([1], [gradient]), tensor([3], [0.1, 1 / first, 1 / second])]);
      state = results.map((data) => data[0]!);
      expect(state[0]).toBeCloseTo(expected.parameter, 6);
      expect(state[1]).toBeCloseTo(expected.mean, 6);
      expect(state[2]).toBeCloseTo(expected.square, 6);
    }
  });
});

describe('clipping a gradient', () => {
  it('shortens what is too long, keeps its direction, and leaves the rest alone', async () => {
    const gradient = tensor([2], [3, -4]);
    const run = await runGraph(engine, [gradient, tensor([1], [1])], (graph, [input]) => {
      const [short, long] = [clipGradient(graph, input!, 10), clipGradient(graph, input!, 1)];
      return [short.gradient, short.norm, long.gradient, long.norm];
    });
    const [short, shortNorm, long, longNorm] = await run([gradient, tensor([1], [1])]);
    expect([...short!, ...shortNorm!, ...longNorm!]).toEqual([3, -4, 5, 5]);
    expect(long![0]).toBeCloseTo(0.6, 6);
    expect(long![1]).toBeCloseTo(-0.8, 6);
  });

  it('leaves a gradient of zero at zero', async () => {
    const zero = [tensor([2], [0, 0])];
    const run = await runGraph(engine, zero, (graph, [input]) => [clipGradient(graph, input!, 1).gradient]);
    expect([...(await run(zero))[0]!]).toEqual([0, 0]);
  });
});
