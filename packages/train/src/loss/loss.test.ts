import type { Engine } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runGraph } from '../testing/run-graph.js';
import { tensor } from '../testing/tensor.js';
import { type LossName, losses } from './loss.js';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

const smooth = (x: number): number => Math.sqrt(x * x + 1e-6);
const values = {
  l1: (1 + 2 + 0 + 3) / 4,
  mse: (1 + 4 + 0 + 9) / 4,
  charbonnier: (smooth(1) + smooth(2) + smooth(0) + smooth(3)) / 4,
} satisfies Record<LossName, number>;

it.each(Object.entries(values) as [LossName, number][])('%s of the differences 1, -2, 0, 3 is %d', async (name, value) => {
  const difference = [tensor([1, 1, 2, 2], [1, -2, 0, 3])];
  const run = await runGraph(engine, difference, (graph, [input]) => [losses[name](graph, input!)]);
  const [loss] = await run(difference);
  expect(loss).toHaveLength(1);
  expect(loss![0]).toBeCloseTo(value, 6);
});
