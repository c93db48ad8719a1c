import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine.js';
import { networkRunner } from '../testing/network-runner.js';
import { randomImage } from '../testing/random-image.js';
import { randomParameters } from '../testing/random-parameters.js';
import { initialParameters } from './initial-parameters.js';
import { measureNetwork } from './measure-network.js';
import type { NetworkConfig } from './network.js';
import { parameterCount } from './parameter-count.js';

const exercise: NetworkConfig = { architecture: 'plain', channels: 1, widths: [8, 16, 8, 4] };
const flat: NetworkConfig = { architecture: 'flat', channels: 1, width: 32, blocks: 5 };
const unet: NetworkConfig = { architecture: 'unet', channels: 1, widths: [32, 64, 96], blocks: 2 };

describe('the measures of a network', () => {
  it('count the exercise: 80 + 1168 + 1160 + 292 + 37 parameters, five layers of reach 1', () => {
    // Without the biases, every parameter is multiplied once a pixel: 2737 − 37.
    expect(measureNetwork(exercise)).toMatchObject({ parameters: 2737, alignment: 1, reach: 5, multiplicationsPerPixel: 2700 });
    expect(parameterCount(exercise)).toBe(2737);
    expect(initialParameters(exercise, 1)).toHaveLength(2737);
  });

  it('count flat: a quarter of head 32·36, ten layers 32·32·9 and tail 4·32·9', () => {
    const weights = 32 * 36 + 10 * 32 * 32 * 9 + 4 * 32 * 9;
    // Reach at half resolution: 1 for the head, 10, 1 for the tail, two pixels each; and the other pixel of the cell.
    expect(measureNetwork(flat)).toMatchObject({ parameters: weights, alignment: 2, multiplicationsPerPixel: weights / 4, reach: 25 });
  });

  it('count a context: its 1×1 convolution, means and thresholds at half resolution, its 3×3 convolution on squares of 16 pixels', () => {
    const activity = 32 * 16;
    const thresholds = 5 * 16 * 32;
    const [before, after] = [measureNetwork(flat), measureNetwork({ ...flat, context: 16 })];
    expect(after.parameters - before.parameters).toBe(activity + 16 * 16 * 9 + thresholds);
    expect(after.multiplicationsPerPixel - before.multiplicationsPerPixel).toBe(
      (activity + 16 * 16 + thresholds) / 4 + (16 * 16 * 9) / 256,
    );
    expect(after.alignment).toBe(16);
  });

  it('count what goes straight to the last layer: filters of the first and of the last', () => {
    const [before, after] = [measureNetwork(flat), measureNetwork({ ...flat, direct: 12 })];
    expect(after.parameters - before.parameters).toBe(12 * 36 + 4 * 12 * 9);
    expect(after).toMatchObject({ alignment: 2, reach: before.reach });
  });

  it('count unet: each layer by the resolution at which it runs', () => {
    const first = 32 * 36 + 8 * 32 * 32 * 9 + 4 * 32 * 9;
    const second = 64 * 32 * 4 + 8 * 64 * 64 * 9 + 128 * 64;
    const third = 96 * 64 * 4 + 4 * 96 * 96 * 9 + 256 * 96;
    expect(measureNetwork(unet)).toMatchObject({
      parameters: first + second + third,
      alignment: 8,
      multiplicationsPerPixel: first / 4 + second / 16 + third / 64,
    });
  });

  it('count what stands beside the blocks of unet: a threshold for each block, at its resolution', () => {
    const [before, after] = [measureNetwork(unet), measureNetwork({ ...unet, direct: 12, context: 16 })];
    const thresholds = [4 * 16 * 32, 4 * 16 * 64, 2 * 16 * 96];
    expect(after.parameters - before.parameters).toBe(
      12 * 36 + 4 * 12 * 9 + 32 * 16 + 16 * 16 * 9 + thresholds.reduce((sum, weights) => sum + weights),
    );
    const finest = 12 * 36 + 4 * 12 * 9 + 32 * 16 + 16 * 16;
    expect(after.multiplicationsPerPixel - before.multiplicationsPerPixel).toBe(
      (finest + thresholds[0]!) / 4 + thresholds[1]! / 16 + thresholds[2]! / 64 + (16 * 16 * 9) / 256,
    );
    expect(after.alignment).toBe(16);
  });

  it('do not take the memory of the weights', () => {
    const giant: NetworkConfig = { architecture: 'flat', channels: 3, width: 1024, blocks: 100 };
    expect(measureNetwork(giant).parameters).toBe(1024 * 3 * 36 + 200 * 1024 * 1024 * 9 + 12 * 1024 * 9);
  });
});

const small: readonly NetworkConfig[] = [
  { architecture: 'plain', channels: 1, widths: [4, 4] },
  { architecture: 'flat', channels: 1, width: 8, blocks: 2 },
  { architecture: 'flat', channels: 1, width: 8, blocks: 1, direct: 3, context: 3 },
  { architecture: 'unet', channels: 1, widths: [6, 8, 8], blocks: 1 },
  { architecture: 'unet', channels: 1, widths: [4, 6], blocks: 1, direct: 3, context: 3 },
];

describe('the measured reach', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine({ device: 'cpu', threads: 1 });
  });
  afterAll(() => engine.close());

  it.each(small.map((config) => [JSON.stringify(config), config] as const))('of %s is how far a pixel really acts', async (_, config) => {
    const { reach, alignment } = measureNetwork(config);
    const run = await networkRunner(engine, config, randomParameters(config));
    const side = alignment * Math.ceil((2 * reach + 3 * alignment) / alignment);
    const image = randomImage(side, side);
    const before = await run(image);
    const start = alignment * Math.floor(side / 2 / alignment);
    let farthest = 0;
    // Every place in a cell acts differently far to each side.
    for (let place = 0; place < alignment; place++) {
      const touched = { ...image, data: image.data.slice() };
      touched.data[(start + place) * side + start + place]! += 1000;
      const after = await run(touched);
      after.data.forEach((value, i) => {
        if (value === before.data[i]) return;
        const [x, y] = [i % side, Math.floor(i / side)];
        farthest = Math.max(farthest, Math.abs(x - start - place), Math.abs(y - start - place));
      });
    }
    expect(farthest).toBe(reach);
  });
});
