import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Tensor } from '../engine.js';
import { unflatten } from '../networks/flat-vector.js';
import { initialParameters } from '../networks/initial-parameters.js';
import { networkGraph } from '../networks/network-graph.js';
import { type MeasureGraph, selfTest } from './self-test.js';
import { selfTestGraph } from './self-test-graph.js';

const outputs = selfTestGraph(32).outputs.map(({ name }) => name);

describe('the self-test of a device', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine({ device: 'cpu', threads: 1 });
  });
  afterAll(() => engine.close());
  /** The CPU, and what it would be if it changed one number of an output. */
  const measure =
    (milliseconds: number, change?: (name: string, data: Float32Array) => void): MeasureGraph =>
    async (model, x) => {
      const session = await engine.load(model);
      const results: Record<string, Tensor> = await session.run({ x: { ...x, data: x.data.slice() } });
      await session.close();
      for (const [name, { data }] of Object.entries(results)) change?.(name, data);
      return { results, milliseconds };
    };

  it('knows every operation of the networks that denoise', () => {
    const tested = new Set(selfTestGraph(32).nodes.map(({ operation }) => operation));
    for (const network of [
      { architecture: 'flat', channels: 3, width: 8, blocks: 1, direct: 4, context: 4 },
      { architecture: 'unet', channels: 3, widths: [8, 8], blocks: 1, direct: 4, context: 4 },
    ] as const) {
      const { nodes } = networkGraph(network, unflatten(network, initialParameters(network, 1)));
      for (const { operation } of nodes) expect(tested).toContain(operation);
    }
  });

  it.each(outputs)('refuses a device with another number anywhere in %s', async (output) => {
    const wrong = measure(1, (name, data) => {
      if (name === output) data[data.length >> 1]! += 0.1 * Math.max(...data.map(Math.abs));
    });
    expect(await selfTest(wrong, measure(1), false)).toMatch(/^its numbers differ from the CPU's by /);
    const missing = measure(1, (name, data) => {
      if (name === output) data.fill(Number.NaN);
    });
    expect(await selfTest(missing, measure(1), false)).toMatch(/^its numbers differ from the CPU's by /);
  });

  it('lets the same numbers pass, in a race only those that come sooner', async () => {
    expect(await selfTest(measure(5), measure(1), false)).toBeUndefined();
    expect(await selfTest(measure(1), measure(5), true)).toBeUndefined();
    expect(await selfTest(measure(5), measure(1), true)).toBe('it is slower than the CPU');
  });
});
