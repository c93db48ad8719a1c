import type { Engine } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runGraph } from '../testing/run-graph.js';
import { tensor } from '../testing/tensor.js';
import { muon, orthogonalise } from './muon.js';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

/** Products of all rows with each other, of a matrix of `columns` columns. */
function rowProducts(matrix: Float32Array, columns: number): number[] {
  const rows = Array.from({ length: matrix.length / columns }, (_, i) => matrix.subarray(i * columns, (i + 1) * columns));
  return rows.flatMap((a) => rows.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)));
}

it.each([1e-6, 1, 1e4])('makes all directions of a matrix about equally long, whatever its size (%d)', async (size) => {
  const lopsided = tensor(
    [1, 2, 3],
    [3, 1, 0, 0, 0.5, 0.4].map((value) => value * size),
  );
  const run = await runGraph(engine, [lopsided], (graph, [input]) => [orthogonalise(graph, input!)]);
  const [matrix] = await run([lopsided]);
  const [first, across, , second] = rowProducts(matrix!, 3) as [number, number, number, number];
  for (const square of [first, second]) {
    expect(square).toBeGreaterThan(0.4);
    expect(square).toBeLessThan(1.5);
  }
  expect(Math.abs(across)).toBeLessThan(0.2);
});

it('treats a matrix and its transpose alike, and several matrices apart', async () => {
  const [a, b] = [
    [3, 1, 0, 0, 0.5, 0.4],
    [0, 2, 1, 1, 0, 0],
  ] as const;
  const wide = tensor([2, 2, 3], [...a, ...b]);
  const tall = tensor([1, 3, 2], [3, 0, 1, 0.5, 0, 0.4]);
  const run = await runGraph(engine, [wide, tall], (graph, inputs) => inputs.map((input) => orthogonalise(graph, input)));
  const [both, turned] = await run([wide, tall]);
  const alone = await (await runGraph(engine, [tensor([1, 2, 3], [...b])], (graph, [input]) => [orthogonalise(graph, input!)]))([
    tensor([1, 2, 3], [...b]),
  ]);
  const first = both!.subarray(0, 6);
  expect(turned![0]).toBeCloseTo(first[0]!, 5);
  expect(turned![1]).toBeCloseTo(first[3]!, 5);
  expect(turned![4]).toBeCloseTo(first[2]!, 5);
  both!.subarray(6).forEach((value, i) => {
    expect(value).toBeCloseTo(alone[0]![i]!, 5);
  });
});

it('steps downhill by the learning rate and 0.2 √columns for each direction, keeps a running mean, and leaves the squares alone', async () => {
  const [parameters, mean, square] = [tensor([4], [1, 1, 1, 1]), tensor([4], [0, 0, 0, 0]), tensor([4], [5, 6, 7, 8])];
  const gradient = tensor([4], [1, 0, 0, 1]);
  const inputs = [parameters, mean, square, gradient, tensor([1], [0.1])];
  const run = await runGraph(engine, inputs, (graph, [p, m, s, g, learningRate]) => {
    const next = muon(graph, { parameters: p!, mean: m!, square: s! }, g!, { learningRate: learningRate! }, [2, 2, 1, 1], 0);
    return [next.parameters, next.mean, next.square];
  });
  const [moved, nextMean, nextSquare] = await run(inputs);
  const step = 0.1 * 0.2 * Math.SQRT2;
  for (const index of [0, 3]) {
    expect(1 - moved![index]!).toBeGreaterThan(0.65 * step);
    expect(1 - moved![index]!).toBeLessThan(1.25 * step);
  }
  expect(moved![1]).toBeCloseTo(1, 6);
  expect(nextMean![0]).toBeCloseTo(0.05, 6);
  expect([...nextSquare!]).toEqual([5, 6, 7, 8]);
});
