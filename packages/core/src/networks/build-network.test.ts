import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine.js';
import type { Image } from '../image/image.js';
import { networkRunner } from '../testing/network-runner.js';
import { randomImage } from '../testing/random-image.js';
import { randomParameters } from '../testing/random-parameters.js';
import { unflatten } from './flat-vector.js';
import { initialParameters } from './initial-parameters.js';
import type { NetworkConfig } from './network.js';

const equivariant: readonly NetworkConfig[] = [
  { architecture: 'flat', channels: 1, width: 16, blocks: 2 },
  { architecture: 'flat', channels: 3, width: 12, blocks: 1 },
  { architecture: 'flat', channels: 3, width: 12, blocks: 2, direct: 6, context: 4 },
  { architecture: 'unet', channels: 1, widths: [8, 12, 16], blocks: 1 },
  { architecture: 'unet', channels: 3, widths: [8, 12], blocks: 2 },
  { architecture: 'unet', channels: 3, widths: [8, 12, 8], blocks: 1, direct: 6, context: 4 },
  { architecture: 'unet', channels: 1, widths: [8, 8, 8, 8], blocks: 1, context: 4 },
];
const all: readonly NetworkConfig[] = [...equivariant, { architecture: 'plain', channels: 3, widths: [8, 4] }];
const named = (configs: readonly NetworkConfig[]) => configs.map((config) => [JSON.stringify(config), config] as const);

const map = (image: Image, change: (value: number, channel: number) => number): Image => ({
  ...image,
  data: image.data.map((value, i) => change(value, Math.floor(i / (image.width * image.height)))),
});
const distance = (a: Image, b: Image): number => a.data.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b.data[i]!)), 0);

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

describe.each(named(equivariant))('%s', (_, config) => {
  it('returns its input exactly before it is trained', async () => {
    const run = await networkRunner(engine, config, unflatten(config, initialParameters(config, 1)));
    const image = randomImage(32, 16, config.channels);
    expect((await run(image)).data).toEqual(image.data);
  });

  it('treats every brightness and contrast alike: f(2x) = 2f(x) and, colour by colour, f(x + c) = f(x) + c', async () => {
    const run = await networkRunner(engine, config, randomParameters(config));
    const image = randomImage(32, 16, config.channels);
    const result = await run(image);
    // With random weights it does something.
    expect(distance(result, image)).toBeGreaterThan(0.05);
    // Doubling is exact in floating point.
    expect((await run(map(image, (value) => 2 * value))).data).toEqual(map(result, (value) => 2 * value).data);
    const shift = [0.3, -0.2, 0.7];
    const shifted = await run(map(image, (value, channel) => value + shift[channel]!));
    expect(
      distance(
        shifted,
        map(result, (value, channel) => value + shift[channel]!),
      ),
    ).toBeLessThan(1e-5);
  });

  it('gives a picture of one colour back, up to its very edge', async () => {
    const run = await networkRunner(engine, config, randomParameters(config));
    const image = map(randomImage(16, 32, config.channels), (_value, channel) => [1, 0.35, 0.8][channel]!);
    expect(distance(await run(image), image)).toBeLessThan(1e-6);
  });
});

describe.each(named(all))('%s', (_, config) => {
  it('runs on pictures of any aligned size', async () => {
    const run = await networkRunner(engine, config, randomParameters(config));
    for (const [width, height] of [
      [16, 16],
      [48, 16],
      [16, 48],
    ] as const) {
      const image = randomImage(width, height, config.channels);
      const { data, ...size } = await run(image);
      expect(size).toEqual({ width, height, channels: config.channels });
      expect(data.every(Number.isFinite)).toBe(true);
    }
  });
});
