import { createRandom, type Engine, elementCount } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGraph } from '../testing/run-graph.js';
import { tensor } from '../testing/tensor.js';
import { defaultAdamw } from './adamw.js';
import { type OptimiserName, optimise } from './optimise.js';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

const [first, hidden, last] = [
  [16, 1, 6, 6],
  [16, 16, 3, 3],
  [4, 16, 3, 3],
];
const shapes = [first, hidden, hidden, last] as const;
const ends = shapes.map((_, i) => shapes.slice(0, i + 1).reduce((sum, shape) => sum + elementCount(shape!), 0));
const count = ends.at(-1)!;
const rate = 0.01;

/** The means and how far the parameters moved, after a first step along a random gradient. */
async function firstStep(optimiser: OptimiserName) {
  const random = createRandom(1);
  const zeros = tensor([count], Array<number>(count).fill(0));
  const gradient = tensor(
    [count],
    Array.from({ length: count }, () => random.normal()),
  );
  const inputs = [zeros, zeros, zeros, gradient, tensor([3], [rate, 1 / (1 - 0.9), 1 / (1 - 0.99)])];
  const run = await runGraph(engine, inputs, (graph, [parameters, mean, square, slope, schedule]) => {
    const [learningRate, meanCorrection, squareCorrection] = [0, 1, 2].map((i) => graph.slice(schedule!, 0, i, i + 1));
    const rates = { learningRate: learningRate!, meanCorrection: meanCorrection!, squareCorrection: squareCorrection! };
    const state = { parameters: parameters!, mean: mean!, square: square! };
    const next = optimise(graph, optimiser, shapes as never, state, slope!, rates, defaultAdamw);
    return [next.parameters, next.mean, next.square];
  });
  const [parameters, mean, square] = await run(inputs);
  return { gradient: gradient.data, parameters: parameters!, mean: mean!, square: square! };
}

describe('a step', () => {
  it('of AdamW moves every parameter by the learning rate at first', async () => {
    const { gradient, parameters } = await firstStep('adamw');
    parameters.forEach((value, i) => {
      expect(value).toBeCloseTo(-rate * Math.sign(gradient[i]!), 5);
    });
  });

  it('of Muon leaves first and last layer to AdamW and moves those between by about 0.2 learning rates', async () => {
    const [own, adamw] = [await firstStep('muon'), await firstStep('adamw')];
    for (const [start, end] of [
      [0, ends[0]!],
      [ends[2]!, count],
    ]) {
      expect(own.parameters.subarray(start, end)).toEqual(adamw.parameters.subarray(start, end));
      expect(own.square.subarray(start, end)).toEqual(adamw.square.subarray(start, end));
    }
    for (const [start, end] of [
      [ends[0]!, ends[1]!],
      [ends[1]!, ends[2]!],
    ]) {
      const moved = own.parameters.subarray(start, end);
      const size = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0) / moved.length);
      expect(size / rate).toBeGreaterThan(0.13);
      expect(size / rate).toBeLessThan(0.25);
      const downhill = moved.reduce((sum, value, i) => sum - value * own.gradient[start! + i]!, 0);
      expect(downhill).toBeGreaterThan(0);
      expect(own.square.subarray(start, end).every((value) => value === 0)).toBe(true);
    }
  });
});
