import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine.js';
import { readOnnx } from '../graph/onnx/read-onnx.js';
import { writeOnnx } from '../graph/onnx/write-onnx.js';
import type { NetworkConfig } from '../networks/network.js';
import { networkGraph } from '../networks/network-graph.js';
import { randomImage } from '../testing/random-image.js';
import { randomParameters } from '../testing/random-parameters.js';
import { readModel } from './read-model.js';
import { widenModel } from './widen-model.js';
import { writeModel } from './write-model.js';

const odd: readonly NetworkConfig[] = [
  { architecture: 'plain', channels: 1, widths: [17, 5, 22] },
  { architecture: 'flat', channels: 3, width: 31, blocks: 2 },
  { architecture: 'flat', channels: 3, width: 31, blocks: 2, direct: 5, context: 7 },
  { architecture: 'unet', channels: 3, widths: [18, 21, 30], blocks: 1 },
  { architecture: 'unet', channels: 3, widths: [18, 21, 30], blocks: 1, direct: 5, context: 7 },
];

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

async function outputOf(bytes: Uint8Array, channels: 1 | 3): Promise<Float32Array> {
  const session = await engine.load(bytes);
  const { data } = randomImage(48, 32, channels);
  const { denoised } = await session.run({ image: { data, shape: [1, channels, 32, 48] } });
  await session.close();
  return denoised!.data;
}

describe('a widened model', () => {
  it.each(odd)('computes the same with wider weights: $architecture', async (network) => {
    const parameters = randomParameters(network);
    const bytes = writeModel({ network, parameters });
    const wide = widenModel(readModel('odd', bytes)!);
    const [before, after] = [readOnnx(bytes).tensors, readOnnx(wide).tensors];
    let wider = 0;
    for (const [name, { shape }] of before) {
      const larger = after.get(name)!.shape;
      shape.forEach((size, axis) => {
        if (larger[axis] === size) return;
        wider++;
        expect(size).toBeGreaterThan(16);
        expect(larger[axis]! % 4).toBe(0);
      });
    }
    expect(wider).toBeGreaterThan(1);
    const [expected, actual] = [await outputOf(bytes, network.channels), await outputOf(wide, network.channels)];
    const difference = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
    expect(difference).toBeLessThan(1e-5);
    expect(expected.some((value) => Math.abs(value) > 0.1)).toBe(true);
  });

  it('is the file itself where nothing is gained', () => {
    for (const network of [
      { architecture: 'flat', channels: 3, width: 32, blocks: 1 },
      { architecture: 'plain', channels: 1, widths: [7, 15, 3] },
    ] satisfies NetworkConfig[]) {
      const bytes = writeModel({ network, parameters: randomParameters(network) });
      expect(widenModel(readModel('round', bytes)!)).toBe(bytes);
    }
  });

  it('is the file itself when its graph or its weights are not what its description says', () => {
    const network: NetworkConfig = { architecture: 'flat', channels: 3, width: 31, blocks: 2 };
    const described = readModel('odd', writeModel({ network, parameters: randomParameters(network) }))!;
    const shorter: NetworkConfig = { ...network, blocks: 1 };
    const longer: NetworkConfig = { ...network, blocks: 3 };
    for (const other of [shorter, longer]) {
      const bytes = writeOnnx(networkGraph(other, randomParameters(other)));
      expect(widenModel({ ...described, bytes })).toBe(bytes);
    }
  });
});
