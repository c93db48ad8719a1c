import { buildNetwork, type Engine, GraphBuilder, type NetworkConfig, parametersOf, type Tensor } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gradientCheck } from '../testing/gradient-check.js';
import { runGraph } from '../testing/run-graph.js';
import { randomTensor, tensor } from '../testing/tensor.js';
import { differentiate } from './differentiate.js';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

describe('differentiating', () => {
  it('adds up over all uses of a variable', async () => {
    const inputs = [tensor([2], [3, 5])];
    // x³ + x: the derivative is 3x² + 1.
    const run = await runGraph(engine, inputs, (graph, [x]) =>
      differentiate(graph, graph.reduceSum(graph.add(graph.mul(graph.mul(x!, x!), x!), x!), [0]), [x!]),
    );
    expect([...(await run(inputs))[0]!]).toEqual([28, 76]);
  });

  it('takes other variables on the way for what they are: partial derivatives along the graph', async () => {
    const inputs = [tensor([1], [3])];
    const run = await runGraph(engine, inputs, (graph, [x]) => {
      const y = graph.mul(x!, x!);
      return differentiate(graph, graph.mul(y, y), [x!, y]);
    });
    // d y²/dx = 4x³, d y²/dy = 2y
    expect((await run(inputs)).map((data) => data[0])).toEqual([108, 18]);
  });

  it('refuses a loss that does not depend on a variable, and names it', () => {
    const graph = new GraphBuilder();
    const [x, y] = [graph.input('x', [1]), graph.input('y', [1])];
    expect(() => differentiate(graph, graph.mul(x, x), [x, y])).toThrow('expected a loss that depends on variable 1');
  });

  it('refuses a loss of many elements', () => {
    const graph = new GraphBuilder();
    const x = graph.input('x', [2]);
    expect(() => differentiate(graph, graph.mul(x, x), [x])).toThrow('expected a loss of one element, received 2');
  });
});

const networks: readonly NetworkConfig[] = [
  { architecture: 'plain', channels: 1, widths: [3, 2] },
  { architecture: 'flat', channels: 3, width: 4, blocks: 1 },
  { architecture: 'unet', channels: 1, widths: [3, 4, 4], blocks: 1 },
];
const step = 2 ** -9;

describe.each(networks.map((config) => [config.architecture, config] as const))('the gradient of a whole %s', (_, config) => {
  it('is the slope, for each tensor of weights, along itself and in a random direction', async () => {
    const specifications = parametersOf(config);
    const image = randomTensor([2, config.channels, 16, 16], { from: 0, signed: false });
    const weights = specifications.map(({ shape }, index) => randomTensor(shape, { to: 0.6, seed: index }));
    const check = await gradientCheck(engine, weights, (graph, values) => {
      const parameter = (name: string) => values[specifications.findIndex((item) => item.name === name)]!;
      return buildNetwork({ graph, parameter }, graph.constant(image.shape, image.data), config);
    });
    const gradients = await check.gradients();
    for (const [index, { shape, data }] of weights.entries()) {
      const gradient = gradients[index]!;
      const length = Math.hypot(...gradient);
      expect(length).toBeGreaterThan(0);
      const arbitrary = randomTensor(shape, { seed: 55 }).data;
      const arbitraryLength = Math.hypot(...arbitrary);
      for (const direction of [gradient.map((value) => value / length), arbitrary.map((value) => value / arbitraryLength)]) {
        const at = (by: number): Promise<number> => {
          const moved: Tensor = { shape, data: data.map((value, i) => value + by * direction[i]!) };
          return check.loss(weights.with(index, moved));
        };
        const slope = ((await at(step)) - (await at(-step))) / (2 * step);
        const expected = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
        // The few pixels whose ReLU turns on or off within the step bend the loss a little.
        expect(Math.abs(slope - expected), specifications[index]!.name).toBeLessThan(0.01 * length);
      }
    }
  });
});
